import type { OrderView } from '@hybrid-store/contracts'
import { type Payment, paymentView } from '../payments/index.ts'
import { dueOnDelivery } from './due-on-delivery.ts'
import type { OrderRecord } from './orders.repository.ts'

/** An order as its customer sees it, with the payment that matters for it. */
export function orderView(order: OrderRecord, payment: Payment | undefined): OrderView {
  return {
    id: order.id,
    number: order.number,
    state: order.state,
    paymentMethod: order.paymentMethod,
    dueOnDelivery: dueOnDelivery(order),
    lines: order.lines.map(({ id: _, ...line }) => line),
    itemsTotal: order.itemsTotal,
    shippingTotal: order.shippingTotal,
    total: order.total,
    shippingTitle: order.shippingTitle,
    address: order.address,
    note: order.note,
    placedAt: order.placedAt.toISOString(),
    paidAt: order.paidAt?.toISOString() ?? null,
    expiresAt: order.state === 'pending_payment' ? order.expiresAt.toISOString() : null,
    payment: payment ? paymentView(payment) : null,
    booksState: order.booksState,
    invoiceNumber: order.invoiceNumber,
  }
}
