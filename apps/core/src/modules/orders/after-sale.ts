import type { Queryable, Tx } from '@hybrid-store/database'
import { fail, type Id, newId, ok, type Result, type Rial, rial, rialSum, rialTimes } from '@hybrid-store/kernel'
import { currentPayments, isKept } from '../payments/index.ts'
import {
  insertRefund,
  insertReturn,
  type RefundRecord,
  type ReturnLine,
  type ReturnRecord,
  selectRefunds,
  selectReturns,
} from './after-sale.repository.ts'
import { selectCollections } from './collection.repository.ts'
import { isSold } from './order-states.ts'
import { lockOrder, type OrderRecord } from './orders.repository.ts'

export interface WantedReturn {
  orderId: string
  lines: readonly { variantId: string; quantity: number }[]
  reason: string
  at: Date
  by: string
}

export type ReturnRefusal = { code: 'not_found' | 'order_not_invoiced' | 'more_than_sold' }

/** Records goods of an invoiced order that came back: of each line at most what was sold and did not come back before. */
export async function recordReturn(tx: Tx, wanted: WantedReturn): Promise<Result<ReturnRecord, ReturnRefusal>> {
  const order = await lockOrder(tx, wanted.orderId)
  if (!order) return fail({ code: 'not_found' })
  if (!isSold(order.state) || order.invoiceNumber === null) return fail({ code: 'order_not_invoiced' })
  const lines = takeBack(order, await selectReturns(tx, [order.id]), wanted.lines)
  if (!lines) return fail({ code: 'more_than_sold' })
  const { reason, at: recordedAt, by: recordedBy } = wanted
  const record = toReturn(order, lines, { cancellation: false, shippingTotal: rial(0), reason, recordedAt, recordedBy })
  await insertReturn(tx, record)
  return ok(record)
}

/**
 * Takes back all that is left of a cancelled order whose invoice the books had made, with the shipping. Once per order: null
 * if that was done before. A caller whose writes count as the books' own marks the return as changed itself.
 */
export async function returnCancelled(tx: Tx, orderId: string, recordedAt: Date): Promise<Id<'ret'> | null> {
  const order = await lockOrder(tx, orderId)
  if (order?.state !== 'cancelled') return null
  const lines = remainingLines(order, await selectReturns(tx, [order.id]))
  const { shippingTotal } = order
  const rest = { cancellation: true, shippingTotal, reason: 'لغو سفارش', recordedAt, recordedBy: null }
  const record = toReturn(order, lines, rest)
  return (await insertReturn(tx, record)) ? record.id : null
}

export interface WantedRefund {
  orderId: string
  amount: number
  reference: string
  at: Date
  by: string
}

/** Records money that was paid back, at most what was paid for the order and not paid back before. */
export async function recordRefund(
  tx: Tx,
  { orderId, amount, reference, at, by }: WantedRefund,
): Promise<Result<RefundRecord, { code: 'not_found' | 'more_than_paid' }>> {
  const order = await lockOrder(tx, orderId)
  if (!order) return fail({ code: 'not_found' })
  const earlier = await selectRefunds(tx, [order.id])
  const same = earlier.find((refund) => refund.reference === reference && refund.amount === amount)
  if (same) return ok(same)
  const paid = await paidFor(tx, order.id)
  if (rialSum([rial(amount), ...earlier.map((refund) => refund.amount)]) > paid) return fail({ code: 'more_than_paid' })
  const refund = { id: newId('rfd'), orderId: order.id, amount: rial(amount), reference, paidAt: at, recordedBy: by }
  return (await insertRefund(tx, refund)) ? ok(refund) : fail({ code: 'more_than_paid' })
}

/** What was paid for an order, at the bank or on its delivery. */
export async function paidFor(db: Queryable, orderId: string): Promise<Rial> {
  const payment = (await currentPayments(db, [orderId])).get(orderId)
  const collected = (await selectCollections(db, [orderId])).map((collection) => collection.amount)
  return rialSum([payment && isKept(payment) ? payment.amount : rial(0), ...collected])
}

type Sold = Pick<OrderRecord, 'lines'>

/** How much of a line has not come back. */
const leftOf = (line: OrderRecord['lines'][number], earlier: readonly Pick<ReturnRecord, 'lines'>[]): number =>
  earlier
    .flatMap((record) => record.lines)
    .reduce((left, back) => (back.orderLineId === line.id ? left - back.quantity : left), line.quantity)

/** All that is left of an order's lines. */
export const remainingLines = (order: Sold, earlier: readonly Pick<ReturnRecord, 'lines'>[]): ReturnLine[] =>
  order.lines.flatMap((line) => {
    const quantity = leftOf(line, earlier)
    return quantity > 0 ? [toLine(line, quantity)] : []
  })

/** The wanted part of what is left; null if nothing is wanted, or more than there is. */
export function takeBack(
  order: Sold,
  earlier: readonly Pick<ReturnRecord, 'lines'>[],
  wanted: WantedReturn['lines'],
): ReturnLine[] | null {
  const taken: ReturnLine[] = []
  for (const { variantId, quantity } of wanted) {
    const line = order.lines.find((sold) => sold.variantId === variantId)
    if (!line || quantity > leftOf(line, [...earlier, { lines: taken }])) return null
    taken.push(toLine(line, quantity))
  }
  const twice = new Set(taken.map((line) => line.orderLineId)).size < taken.length
  return taken.length === 0 || twice ? null : taken
}

const toLine = ({ id, variantId, unitPrice }: OrderRecord['lines'][number], quantity: number): ReturnLine => ({
  id: newId('rln'),
  orderLineId: id,
  variantId,
  quantity,
  unitPrice,
  total: rialTimes(unitPrice, quantity),
})

function toReturn(
  order: OrderRecord,
  lines: ReturnLine[],
  rest: Pick<ReturnRecord, 'cancellation' | 'shippingTotal' | 'reason' | 'recordedAt' | 'recordedBy'>,
): ReturnRecord {
  const itemsTotal = rialSum(lines.map((line) => line.total))
  return {
    id: newId('ret'),
    orderId: order.id,
    itemsTotal,
    total: rialSum([itemsTotal, rest.shippingTotal]),
    lines,
    ...rest,
  }
}
