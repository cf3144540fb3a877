import {
  buyersOfSold,
  cancelledAmong,
  isSold,
  type OrderForSync,
  readOrdersForSync,
  recordAcceptedByBooks,
  recordBooksAttention,
} from '@hybrid-store/core/orders'
import type { DirtyRecord, Tx } from '@hybrid-store/database'
import { hashOfRows, type OutgoingRows } from '../bulk-saver/aggregate.ts'
import {
  addsUp,
  type OrderDocument,
  toCheque,
  toOrder,
  toOrderDetails,
  toReceipt,
} from '../data-transformer/to-books.ts'
import { selectMahakIds } from '../upsert-engine/link.repository.ts'
import { goOnDeleting, placeDeletion, returnInvoiced } from './cancelled-order.ts'
import { customerLane } from './customer-lane.ts'
import type { BuildContext, Built, Lane } from './lane.ts'
import { keepingMoney } from './order-fate.ts'
import { orderIssue } from './order-issues.ts'
import {
  clientIdOf,
  ensureLinks,
  historyOf,
  keyOf,
  markUnsent,
  type OutgoingLink,
  selectBuyers,
  selectLinks,
} from './outgoing-links.repository.ts'

/**
 * A paid order becomes an order with its lines, a receipt and a cheque, one that is paid on delivery an order with its lines
 * only; a cancelled one leaves the books again.
 */
export const orderLane: Lane = {
  entity: 'order',
  root: 'Orders',
  before: { lane: customerLane, missing: unsentBuyers },
  build,
  accepted: async (tx, localIds) => {
    await recordAcceptedByBooks(tx, localIds)
    await goOnDeleting(tx, await cancelledAmong(tx, localIds))
  },
  needsAttention: recordBooksAttention,
  registered: async (tx, localIds) => returnInvoiced(tx, await readOrdersForSync(tx, localIds)),
}

async function unsentBuyers(tx: Tx, { account }: BuildContext, records: readonly DirtyRecord[]): Promise<string[]> {
  const buyers = await buyersOfSold(
    tx,
    records.map((record) => record.localId),
  )
  const known = await selectBuyers(tx, account.id, buyers)
  const unsent = buyers.filter((id) => !known.has(id))
  if (unsent.length > 0) await markUnsent(tx, unsent)
  return unsent
}

async function build(tx: Tx, context: BuildContext, records: readonly DirtyRecord[]): Promise<Built> {
  const ids = records.map((record) => record.localId)
  const orders = new Map<string, OrderForSync>((await readOrdersForSync(tx, ids)).map((order) => [order.id, order]))
  await returnInvoiced(
    tx,
    [...orders.values()].filter((order) => order.invoiceNumber !== null),
  )
  const links = await linkOrders(tx, context.account.id, [...orders.values()])
  const built: Built = { ready: [], done: [], refused: [], waiting: [] }
  const unknown: { record: DirtyRecord; customerId: string }[] = []
  for (const record of records) {
    const order = orders.get(record.localId)
    if (!order || !isForBooks(order)) built.done.push(record)
    else if (order.state === 'cancelled' && !links.orders.get(order.id)?.mahakId) built.done.push(record)
    else if (!links.people.has(order.customerId)) unknown.push({ record, customerId: order.customerId })
    else place(built, record, order, links, context)
  }
  built.waiting = await waitForCustomers(tx, unknown)
  return built
}

/** Whether there is anything to send of it: what is invoiced stays in the books, and is returned in them if it is cancelled. */
const isForBooks = ({ state, invoiceNumber }: OrderForSync): boolean =>
  isSold(state) || (state === 'cancelled' && invoiceNumber === null)

/** How long an order waits for a customer who could not be sent before it: until that one is due, within these bounds. */
const MOMENT_MS = 250
const LONG_MS = 60_000

async function waitForCustomers(
  tx: Tx,
  orders: readonly { record: DirtyRecord; customerId: string }[],
): Promise<Built['waiting']> {
  if (orders.length === 0) return []
  const due = await markUnsent(
    tx,
    orders.map((order) => order.customerId),
  )
  return orders.map(({ record, customerId }) => {
    const dueInMs = due.get(customerId) ?? LONG_MS
    return { record, delayMs: Math.min(LONG_MS, Math.max(MOMENT_MS, dueInMs)) }
  })
}

interface OrderLinks {
  orders: Map<string, OutgoingLink>
  details: Map<string, OutgoingLink>
  receipts: Map<string, OutgoingLink>
  cheques: Map<string, OutgoingLink>
  /** Mahak's ids of the customers to whom our visitor may sell, and of the variants. */
  people: Map<string, number>
  goods: Map<string, number>
  /** Cancelled orders whose money stays in the books. */
  keepingMoney: Set<string>
}

async function linkOrders(tx: Tx, accountId: number, orders: readonly OrderForSync[]): Promise<OrderLinks> {
  const lines = orders.flatMap((order) => order.lines.map((line) => ({ localId: line.id, ownerId: order.id })))
  const payments = orders.flatMap(({ id, payment }) => (payment ? [{ localId: payment.id, ownerId: id }] : []))
  await ensureLinks(
    tx,
    accountId,
    'Orders',
    orders.map(({ id }) => ({ localId: id, ownerId: null })),
  )
  await ensureLinks(tx, accountId, 'OrderDetails', lines)
  await ensureLinks(tx, accountId, 'Receipts', payments)
  await ensureLinks(tx, accountId, 'Cheques', payments)
  const paymentIds = payments.map((payment) => payment.localId)
  return {
    orders: await selectLinks(
      tx,
      accountId,
      'Orders',
      orders.map((order) => order.id),
    ),
    details: await selectLinks(
      tx,
      accountId,
      'OrderDetails',
      lines.map((line) => line.localId),
    ),
    receipts: await selectLinks(tx, accountId, 'Receipts', paymentIds),
    cheques: await selectLinks(tx, accountId, 'Cheques', paymentIds),
    people: await selectBuyers(
      tx,
      accountId,
      orders.map((order) => order.customerId),
    ),
    goods: await selectMahakIds(
      tx,
      accountId,
      'ProductDetails',
      orders.flatMap((order) => order.lines.map((line) => line.variantId)),
    ),
    keepingMoney: await keepingMoney(
      tx,
      accountId,
      orders.filter((order) => order.state === 'cancelled').map((order) => order.id),
    ),
  }
}

function place(built: Built, record: DirtyRecord, order: OrderForSync, links: OrderLinks, context: BuildContext): void {
  const document = toDocument(order, links)
  if ('problem' in document) {
    built.refused.push({ record, issue: orderIssue(order, document.problem) })
    return
  }
  const rows = toRows(order, document, links, context)
  const link = links.orders.get(order.id)
  if (order.state === 'cancelled') {
    placeDeletion(built, record, link, rows, links.keepingMoney.has(order.id))
    return
  }
  const hash = hashOfRows(rows)
  if (link?.baseHash === hash) built.done.push(record)
  else built.ready.push({ record, rows, hash, ...historyOf(link) })
}

export type OrderProblem = 'no_payment' | 'unknown_goods' | 'does_not_add_up'

/** The order in the terms of the books, or why it must not be sent. */
function toDocument(order: OrderForSync, links: OrderLinks): OrderDocument | { problem: OrderProblem } {
  const { payment } = order
  if (!payment && order.paymentMethod === 'gateway') return { problem: 'no_payment' }
  const lines = order.lines.flatMap(({ id, variantId, unitPrice, quantity }) => {
    const productDetailId = links.goods.get(variantId)
    return productDetailId === undefined
      ? []
      : [{ clientId: clientIdOf(links.details, id), productDetailId, unitPrice, quantity }]
  })
  if (lines.length < order.lines.length) return { problem: 'unknown_goods' }
  const document: OrderDocument = {
    clientId: clientIdOf(links.orders, order.id),
    number: order.number,
    personId: links.people.get(order.customerId) ?? 0,
    at: payment ? (order.paidAt ?? order.placedAt) : order.placedAt,
    note: order.note,
    address: order.address,
    shipping: order.shippingTotal,
    total: order.total,
    lines,
    payment: payment && {
      receiptClientId: clientIdOf(links.receipts, payment.id),
      chequeClientId: clientIdOf(links.cheques, payment.id),
      gateway: payment.gateway,
      reference: payment.reference,
      amount: payment.amount,
      at: payment.paidAt,
    },
  }
  return addsUp(document) ? document : { problem: 'does_not_add_up' }
}

function toRows(
  order: OrderForSync,
  document: OrderDocument,
  links: OrderLinks,
  { office, config }: BuildContext,
): OutgoingRows {
  const details = toOrderDetails(document, office, config)
  const sale = {
    Orders: [{ ...keyOf(links.orders, order.id), draft: toOrder(document, office, config) }],
    OrderDetails: order.lines.map((line, index) => ({ ...keyOf(links.details, line.id), draft: details[index] ?? {} })),
  }
  if (!order.payment || !document.payment) return sale
  const { id } = order.payment
  return {
    ...sale,
    Receipts: [{ ...keyOf(links.receipts, id), draft: toReceipt(document, document.payment, office) }],
    Cheques: [{ ...keyOf(links.cheques, id), draft: toCheque(document.payment, office, config) }],
  }
}
