import type { AddressView, OrderState, PaymentMethod } from '@hybrid-store/contracts'
import type { Queryable } from '@hybrid-store/database'
import type { Id, Rial } from '@hybrid-store/kernel'
import { currentPayments, isKept } from '../payments/index.ts'
import { selectByIds } from './orders.repository.ts'

/** An order as the books need it; the totals of the lines and the shipping add up to `total`, in Rial. */
export interface OrderForSync {
  id: Id<'ord'>
  number: number
  state: OrderState
  paymentMethod: PaymentMethod
  customerId: Id<'cus'>
  placedAt: Date
  paidAt: Date | null
  itemsTotal: Rial
  shippingTotal: Rial
  total: Rial
  /** What was agreed at the checkout, if the order was edited since it was sold; else null. */
  agreedTotal: Rial | null
  /** Of the invoice in the books; null before there is one. */
  invoiceNumber: number | null
  note: string | null
  address: AddressView
  lines: { id: Id<'oln'>; variantId: Id<'var'>; unitPrice: Rial; quantity: number; total: Rial }[]
  /** Lines that were taken out; the books may still have them. */
  removedLines: { id: Id<'oln'>; variantId: Id<'var'> }[]
  /** The money that a gateway took and that was kept for it. */
  payment: { id: Id<'pay'>; gateway: string; reference: string; amount: Rial; paidAt: Date } | null
}

/** The orders with these ids in the order of their numbers; unknown ids are left out. */
export async function readOrdersForSync(db: Queryable, ids: readonly string[]): Promise<OrderForSync[]> {
  const orders = await selectByIds(db, ids)
  const payments = await currentPayments(db, ids)
  return orders.map((order) => {
    const payment = payments.get(order.id)
    return {
      id: order.id,
      number: order.number,
      state: order.state,
      paymentMethod: order.paymentMethod,
      customerId: order.customerId,
      placedAt: order.placedAt,
      paidAt: order.paidAt,
      itemsTotal: order.itemsTotal,
      shippingTotal: order.shippingTotal,
      total: order.total,
      agreedTotal: order.agreedTotal,
      invoiceNumber: order.invoiceNumber,
      note: order.note,
      address: order.address,
      lines: order.lines.map(({ id, variantId, unitPrice, quantity, total }) => ({
        id,
        variantId,
        unitPrice,
        quantity,
        total,
      })),
      removedLines: order.removedLines.map(({ id, variantId }) => ({ id, variantId })),
      payment:
        payment && isKept(payment)
          ? {
              id: payment.id,
              gateway: payment.gateway,
              reference: payment.reference,
              amount: payment.amount,
              paidAt: payment.paidAt,
            }
          : null,
    }
  })
}
