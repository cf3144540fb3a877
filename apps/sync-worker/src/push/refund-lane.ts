import {
  type OrderForSync,
  type RefundRecord,
  readOrdersForSync,
  readRefunds,
  recordDocumentsAccepted,
  recordDocumentsAttention,
} from '@hybrid-store/core/orders'
import type { DirtyRecord, Tx } from '@hybrid-store/database'
import { hashOfRows } from '../bulk-saver/aggregate.ts'
import { toPayment, toPaymentCheque } from '../data-transformer/after-sale-to-books.ts'
import type { BuildContext, Built, Lane } from './lane.ts'
import { readFate } from './order-fate.ts'
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
  const accountId = context.account.id
  const found = await readRefunds(
    tx,
    records.map((record) => record.localId),
  )
  const refunds = new Map<string, RefundRecord>(found.map((refund) => [refund.id, refund]))
  const orders = await readOrdersForSync(
    tx,
    found.map((refund) => refund.orderId),
  )
  const orderOf = new Map<string, OrderForSync>(orders.map((order) => [order.id, order]))
  const fate = await readFate(tx, accountId, orders)
  const people = await selectBuyers(
    tx,
    accountId,
    orders.map((order) => order.customerId),
  )
  const built: Built = { ready: [], done: [], refused: [], waiting: [] }
  const placeable: Parts[] = []
  for (const record of records) {
    const refund = refunds.get(record.localId)
    const order = refund && orderOf.get(refund.orderId)
    if (!refund || !order || fate.moneyGone.has(order.id)) built.done.push(record)
    else if (fate.undecided.has(order.id) || !people.has(order.customerId))
      built.waiting.push({ record, delayMs: WAIT_MS })
    else placeable.push({ record, refund, order })
  }
  const links = await linkRefunds(tx, accountId, placeable)
  for (const parts of placeable) place(built, context, parts, { ...links, people, gone: fate.gone })
  return built
}

/** Only of refunds that are sent: that a refund has links keeps the money of its order in the books (see order-fate). */
async function linkRefunds(tx: Tx, accountId: number, placeable: readonly Parts[]) {
  const ids = placeable.map(({ refund }) => refund.id)
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
  return {
    payments: await selectLinks(tx, accountId, 'Payments', ids),
    cheques: await selectLinks(tx, accountId, 'PaymentCheques', ids),
    orders: await selectLinks(
      tx,
      accountId,
      'Orders',
      placeable.map(({ order }) => order.id),
    ),
  }
}

interface Parts {
  record: DirtyRecord
  refund: RefundRecord
  order: OrderForSync
}

type Links = Awaited<ReturnType<typeof linkRefunds>> & {
  people: ReadonlyMap<string, number>
  gone: ReadonlySet<string>
}

function place(built: Built, { office, config }: BuildContext, { record, refund, order }: Parts, links: Links): void {
  const document = {
    paymentClientId: clientIdOf(links.payments, refund.id),
    chequeClientId: clientIdOf(links.cheques, refund.id),
    orderClientId: links.gone.has(order.id) ? null : clientIdOf(links.orders, order.id),
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
