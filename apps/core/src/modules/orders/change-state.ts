import type { Tx } from '@hybrid-store/database'
import { statesBefore } from './order-states.ts'
import { type Cancellation, updateState } from './orders.repository.ts'

/** True for the one call that makes the order paid; false if it was paid before or takes no money. */
export const markPaid = (tx: Tx, orderId: string, paidAt: Date): Promise<boolean> =>
  updateState(tx, orderId, statesBefore('paid'), { state: 'paid', paidAt })

/** True for the one call that places the order, to be paid on delivery. */
export const placeOnDelivery = (tx: Tx, orderId: string): Promise<boolean> =>
  updateState(tx, orderId, statesBefore('placed'), { state: 'placed', paymentMethod: 'on_delivery' })

/** True if the order was waiting for its payment until now. */
export const expire = (tx: Tx, orderId: string): Promise<boolean> =>
  updateState(tx, orderId, statesBefore('expired'), { state: 'expired' })

/** Lets an unpaid order, expired or not, wait for a payment until `expiresAt`. False if it takes no money. */
export const awaitPayment = (tx: Tx, orderId: string, expiresAt: Date): Promise<boolean> =>
  updateState(tx, orderId, ['pending_payment', ...statesBefore('pending_payment')], {
    state: 'pending_payment',
    expiresAt,
  })

/** True for the one call that cancels the order, from whatever state allows it. */
export const cancel = (tx: Tx, orderId: string, cancelled: Cancellation): Promise<boolean> =>
  updateState(tx, orderId, statesBefore('cancelled'), { state: 'cancelled', cancelled })
