const MINUTE_MS = 60_000

/**
 * Goods stay held this much longer than the order may be paid. In that time the sweeper asks the gateway about payments that
 * are still open; it frees the goods itself as soon as they are known not to be paid. A gateway that stays silent cannot
 * keep the shop's stock longer than this.
 */
const GRACE_MINUTES = 15

export interface HoldTimes {
  /** Until when the order can be paid. */
  payableUntil: Date
  /** Until when the goods are kept for it at most. */
  heldUntil: Date
}

export const holdTimes = (now: Date, reservationMinutes: number): HoldTimes => ({
  payableUntil: new Date(now.getTime() + reservationMinutes * MINUTE_MS),
  heldUntil: new Date(now.getTime() + (reservationMinutes + GRACE_MINUTES) * MINUTE_MS),
})
