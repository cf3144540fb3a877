const SECOND_MS = 1_000
const HOUR_MS = 3_600_000

export const RESEND_SECONDS = 60
/** How far back the history of requests must reach for the limits. */
export const OTP_HISTORY_MS = 24 * HOUR_MS

interface Limit {
  most: number
  withinMs: number
}

const PER_NUMBER: Limit[] = [
  { most: 1, withinMs: RESEND_SECONDS * SECOND_MS },
  { most: 5, withinMs: HOUR_MS },
  { most: 10, withinMs: OTP_HISTORY_MS },
]
const PER_ADDRESS: Limit[] = [{ most: 30, withinMs: HOUR_MS }]

/**
 * Seconds until another code may be sent, 0 if at once. Shops' login forms are used to flood people with messages, so a
 * number gets few, and an address may start few.
 */
export function otpWaitSeconds(sent: { toNumber: readonly Date[]; fromAddress: readonly Date[] }, now: Date): number {
  const waits = [
    ...PER_NUMBER.map((limit) => waitMs(sent.toNumber, limit, now)),
    ...PER_ADDRESS.map((limit) => waitMs(sent.fromAddress, limit, now)),
  ]
  return Math.ceil(Math.max(...waits) / SECOND_MS)
}

/** A sliding window: full as long as the `most`-th newest request is inside it. */
function waitMs(times: readonly Date[], { most, withinMs }: Limit, now: Date): number {
  const newestFirst = times.map((time) => time.getTime()).sort((a, b) => b - a)
  const deciding = newestFirst[most - 1]
  return deciding === undefined ? 0 : Math.max(0, deciding + withinMs - now.getTime())
}
