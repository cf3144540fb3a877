const MINUTE_MS = 60_000

/** Minutes after its beginning at which an open payment is asked about (ZarinPal names no deadline for verifying). */
const INQUIRY_MINUTES = [2, 5, 9]
/** From here on a payment the gateway does not call paid is given up. */
export const EXPIRY_MINUTES = 15
const AFTERWARDS_MINUTES = 5

const minutesAfter = (start: Date, minutes: number): Date => new Date(start.getTime() + minutes * MINUTE_MS)

/** When to ask about a payment next; beyond its time it is asked about every five minutes until the gateway answers. */
export function nextInquiry(createdAt: Date, now: Date): Date {
  const times = [...INQUIRY_MINUTES, EXPIRY_MINUTES].map((minutes) => minutesAfter(createdAt, minutes))
  return times.find((time) => time > now) ?? minutesAfter(now, AFTERWARDS_MINUTES)
}

export const isPastExpiry = (createdAt: Date, now: Date): boolean => now >= minutesAfter(createdAt, EXPIRY_MINUTES)
