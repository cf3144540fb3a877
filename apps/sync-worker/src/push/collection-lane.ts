import {
  type CollectionRecord,
  type OrderForSync,
  readCollections,
  readOrdersForSync,
  recordDocumentsAccepted,
  recordDocumentsAttention,
} from '@hybrid-store/core/orders'
import type { DirtyRecord, Tx } from '@hybrid-store/database'
import { hashOfRows } from '../bulk-saver/aggregate.ts'
import { toCashReceipt } from '../data-transformer/collection-to-books.ts'
import type { BuildContext, Built, Lane } from './lane.ts'
import { readFate } from './order-fate.ts'
import { clientIdOf, ensureLinks, historyOf, keyOf, selectBuyers, selectLinks } from './outgoing-links.repository.ts'

/** Money taken on delivery becomes a receipt of cash for its order. */
export const collectionLane: Lane = {
  entity: 'collection',
  root: 'Receipts',
  build,
  accepted: recordDocumentsAccepted,
  needsAttention: recordDocumentsAttention,
}

/** How long a receipt waits until its order is in the books. */
const WAIT_MS = 60_000

interface Parts {
  record: DirtyRecord
  collection: CollectionRecord
  order: OrderForSync
}

async function build(tx: Tx, context: BuildContext, records: readonly DirtyRecord[]): Promise<Built> {
  const accountId = context.account.id
  const found = await readCollections(
    tx,
    records.map((record) => record.localId),
  )
  const collections = new Map<string, CollectionRecord>(found.map((collection) => [collection.id, collection]))
  const orders = await readOrdersForSync(
    tx,
    found.map((collection) => collection.orderId),
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
    const collection = collections.get(record.localId)
    const order = collection && orderOf.get(collection.orderId)
    if (!collection || !order || fate.moneyGone.has(order.id)) built.done.push(record)
    else if (fate.undecided.has(order.id) || !people.has(order.customerId))
      built.waiting.push({ record, delayMs: WAIT_MS })
    else placeable.push({ record, collection, order })
  }
  await place(tx, built, context, { placeable, people, gone: fate.gone })
  return built
}

async function place(
  tx: Tx,
  built: Built,
  { account, office, config }: BuildContext,
  { placeable, people, gone }: { placeable: readonly Parts[]; people: Map<string, number>; gone: ReadonlySet<string> },
): Promise<void> {
  const keys = placeable.map(({ collection }) => ({ localId: collection.id, ownerId: null }))
  await ensureLinks(tx, account.id, 'Receipts', keys)
  const receipts = await selectLinks(
    tx,
    account.id,
    'Receipts',
    keys.map(({ localId }) => localId),
  )
  const orders = await selectLinks(
    tx,
    account.id,
    'Orders',
    placeable.map(({ order }) => order.id),
  )
  for (const { record, collection, order } of placeable) {
    const document = {
      receiptClientId: clientIdOf(receipts, collection.id),
      orderClientId: gone.has(order.id) ? null : clientIdOf(orders, order.id),
      orderNumber: order.number,
      personId: people.get(order.customerId) ?? 0,
      amount: collection.amount,
      at: collection.collectedAt,
    }
    const rows = { Receipts: [{ ...keyOf(receipts, collection.id), draft: toCashReceipt(document, office, config) }] }
    const hash = hashOfRows(rows)
    const link = receipts.get(collection.id)
    if (link?.baseHash === hash) built.done.push(record)
    else built.ready.push({ record, rows, hash, ...historyOf(link) })
  }
}
