import { ORDER_STATES, type OrderState } from '@hybrid-store/contracts'

/**
 * Where an order can go from each state. An expired order comes back to life when its goods can be held again, and takes
 * money that arrives late as long as its goods are still there. One that is to be paid on delivery is placed at once, and
 * paid when the money was collected. Placed and paid orders can still be cancelled.
 */
const TRANSITIONS: Record<OrderState, readonly OrderState[]> = {
  pending_payment: ['placed', 'paid', 'cancelled', 'expired'],
  expired: ['pending_payment', 'paid', 'cancelled'],
  placed: ['paid', 'cancelled'],
  paid: ['cancelled'],
  cancelled: [],
}

export const canMove = (from: OrderState, to: OrderState): boolean => TRANSITIONS[from].includes(to)

/** Whether the goods of an order in this state are sold: it belongs in the books. */
export const isSold = (state: OrderState): boolean => state === 'placed' || state === 'paid'

/** The states from which `to` can be reached. */
export const statesBefore = (to: OrderState): OrderState[] => ORDER_STATES.filter((from) => canMove(from, to))
