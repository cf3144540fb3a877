import {
  type OrderForSync,
  type RefundRecord,
  readOrdersForSync,
  readRefunds,
  readReturns,
  recordDocumentsAccepted,
  recordDocumentsAttention,
} from '@hybrid-store/core/orders'
import { type DirtyRecord, sql, type Tx } from '@hybrid-store/database'
import { hashOfRows } from '../bulk-saver/aggregate.ts'
import { toPayment, toPaymentCheque } from '../data-transformer/after-sale-to-books.ts'
import type { BuildContext, Built, Lane } from './lane.ts'
import { clientIdOf, ensureLinks, historyOf, keyOf, selectBuyers, selectLinks } from './outgoing-links.repository.ts'

/** Money that was paid back becomes a payment with a bank transfer, if the books hold the money that came in. */
export const refundLane: Lane = {
  entity: 'refund',
  root: 'Payments',
  build,
  accepted: recordDocumentsAccepted,
  needsAttention: recordDocumentsAttention,
}

/** How long a refund waits until the books have decided what becomes of its order. */
const WAIT_MS = 60_000

async function build(tx: Tx, context: BuildContext, records: readonly DirtyRecord[]): Promise<Built> {
  const ids = records.map((record) => record.localId)
  const refunds = new Map<string, RefundRecord>((await readRefunds(tx, ids)).map((refund) => [refund.id, refund]))
  const orders = await readOrdersForSync(
    tx,
    [...refunds.values()].map((refund) => refund.orderId),
  )
  const orderOf = new Map<string, OrderForSync>(orders.map((order) => [order.id, order]))
  const links = await linkRefunds(tx, context.account.id, [...refunds.values()], orders)
  const built: Built = { ready: [], done: [], refused: [], waiting: [] }
  for (const record of records) {
    const refund = refunds.get(record.localId)
    const order = refund && orderOf.get(refund.orderId)
    if (!refund || !order || links.gone.has(order.id)) built.done.push(record)
    else if (links.undecided.has(order.id) || !links.people.has(order.customerId))
      built.waiting.push({ record, delayMs: WAIT_MS })
    else place(built, record, { refund, order, links, context })
  }
  return built
}

type Links = Awaited<ReturnType<typeof linkRefunds>>

async function linkRefunds(
  tx: Tx,
  accountId: number,
  refunds: readonly RefundRecord[],
  orders: readonly OrderForSync[],
) {
  const ids = refunds.map(({ id }) => id)
  const orderIds = orders.map((order) => order.id)
  await ensureLinks(
    tx,
    accountId,
    'Payments',
    ids.map((localId) => ({ localId, ownerId: null })),
  )
  await ensureLinks(
    tx,
    accountId,
    'PaymentCheques',
    ids.map((localId) => ({ localId, ownerId: localId })),
  )
  const customers = orders.map((order) => order.customerId)
  return {
    payments: await selectLinks(tx, accountId, 'Payments', ids),
    cheques: await selectLinks(tx, accountId, 'PaymentCheques', ids),
    orders: await selectLinks(tx, accountId, 'Orders', orderIds),
    people: await selectBuyers(tx, accountId, customers),
    undecided: await selectOnTheWay(tx, orderIds),
    gone: await goneOf(tx, orders),
  }
}

/** Orders whose own way to the books is not finished, so that it is open whether their money is there. */
async function selectOnTheWay(tx: Tx, orderIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.rows<{ id: string }>(sql`
    select local_id as id from sync.dirty where entity = 'order' and local_id = any(${orderIds}::text[])`)
  return new Set(rows.map((row) => row.id))
}

/** Cancelled orders that left the books, or never came there: with them went the money. */
async function goneOf(tx: Tx, orders: readonly OrderForSync[]): Promise<Set<string>> {
  const onTheWay = await selectOnTheWay(
    tx,
    orders.map((order) => order.id),
  )
  const cancelled = orders.filter((order) => order.state === 'cancelled' && !onTheWay.has(order.id))
  const returned = await readReturns(
    tx,
    cancelled.map((order) => order.id),
  )
  return new Set(
    cancelled
      .map((order) => order.id)
      .filter((id) => !returned.some(({ orderId, cancellation }) => cancellation && orderId === id)),
  )
}

interface Parts {
  refund: RefundRecord
  order: OrderForSync
  links: Links
  context: BuildContext
}

function place(built: Built, record: DirtyRecord, { refund, order, links, context: { office, config } }: Parts): void {
  const document = {
    paymentClientId: clientIdOf(links.payments, refund.id),
    chequeClientId: clientIdOf(links.cheques, refund.id),
    orderClientId: clientIdOf(links.orders, order.id),
    personId: links.people.get(order.customerId) ?? 0,
    orderNumber: order.number,
    gateway: order.payment?.gateway ?? '',
    reference: refund.reference,
    amount: refund.amount,
    at: refund.paidAt,
  }
  const rows = {
    Payments: [{ ...keyOf(links.payments, refund.id), draft: toPayment(document, office) }],
    PaymentCheques: [{ ...keyOf(links.cheques, refund.id), draft: toPaymentCheque(document, office, config) }],
  }
  const hash = hashOfRows(rows)
  const link = links.payments.get(refund.id)
  if (link?.baseHash === hash) built.done.push(record)
  else built.ready.push({ record, rows, hash, ...historyOf(link) })
}
