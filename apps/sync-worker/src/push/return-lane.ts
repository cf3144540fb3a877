import {
  type OrderForSync,
  type ReturnRecord,
  readOrdersForSync,
  readReturns,
  recordDocumentsAccepted,
  recordDocumentsAttention,
} from '@hybrid-store/core/orders'
import type { DirtyRecord, Tx } from '@hybrid-store/database'
import { hashOfRows } from '../bulk-saver/aggregate.ts'
import { type ReturnDocument, returnAddsUp, toReturnOrder } from '../data-transformer/after-sale-to-books.ts'
import { toOrderDetails } from '../data-transformer/to-books.ts'
import { selectMahakIds } from '../upsert-engine/link.repository.ts'
import type { BuildContext, Built, Lane } from './lane.ts'
import { orderIssue } from './order-issues.ts'
import { clientIdOf, ensureLinks, historyOf, keyOf, selectBuyers, selectLinks } from './outgoing-links.repository.ts'

/** Goods that came back become an order of type 202 with their lines. */
export const returnLane: Lane = {
  entity: 'return',
  root: 'Orders',
  build,
  accepted: recordDocumentsAccepted,
  needsAttention: recordDocumentsAttention,
}

/** How long a return waits for its sale to be known at Mahak. */
const WAIT_MS = 60_000

async function build(tx: Tx, context: BuildContext, records: readonly DirtyRecord[]): Promise<Built> {
  const ids = records.map((record) => record.localId)
  const returns = new Map<string, ReturnRecord>((await readReturns(tx, ids)).map((record) => [record.id, record]))
  const found = await readOrdersForSync(
    tx,
    [...returns.values()].map((record) => record.orderId),
  )
  const sales = new Map<string, OrderForSync>(found.map((order) => [order.id, order]))
  const links = await linkReturns(tx, context.account.id, [...returns.values()], found)
  const built: Built = { ready: [], done: [], refused: [], waiting: [] }
  for (const record of records) {
    const back = returns.get(record.localId)
    const sale = back && sales.get(back.orderId)
    if (!back || !sale) built.done.push(record)
    else if (!links.sales.has(sale.id) || !links.people.has(sale.customerId))
      built.waiting.push({ record, delayMs: WAIT_MS })
    else place(built, record, { back, sale, links, context })
  }
  return built
}

type Links = Awaited<ReturnType<typeof linkReturns>>

async function linkReturns(
  tx: Tx,
  accountId: number,
  returns: readonly ReturnRecord[],
  sales: readonly OrderForSync[],
) {
  const roots = returns.map(({ id }) => ({ localId: id, ownerId: null }))
  const lines = returns.flatMap(({ id, lines }) => lines.map((line) => ({ localId: line.id, ownerId: id })))
  await ensureLinks(tx, accountId, 'Orders', roots)
  await ensureLinks(tx, accountId, 'OrderDetails', lines)
  const idsOf = (keys: readonly { localId: string }[]) => keys.map((key) => key.localId)
  const variants = returns.flatMap(({ lines }) => lines.map((line) => line.variantId))
  return {
    returns: await selectLinks(tx, accountId, 'Orders', idsOf(roots)),
    details: await selectLinks(tx, accountId, 'OrderDetails', idsOf(lines)),
    sales: await selectMahakIds(
      tx,
      accountId,
      'Orders',
      sales.map((sale) => sale.id),
    ),
    people: await selectBuyers(
      tx,
      accountId,
      sales.map((sale) => sale.customerId),
    ),
    goods: await selectMahakIds(tx, accountId, 'ProductDetails', variants),
  }
}

interface Parts {
  back: ReturnRecord
  sale: OrderForSync
  links: Links
  context: BuildContext
}

function place(built: Built, record: DirtyRecord, { back, sale, links, context: { office, config } }: Parts): void {
  const lines = back.lines.flatMap(({ id, variantId, unitPrice, quantity }) => {
    const productDetailId = links.goods.get(variantId)
    return productDetailId === undefined
      ? []
      : [{ clientId: clientIdOf(links.details, id), productDetailId, unitPrice, quantity }]
  })
  const document: ReturnDocument = {
    clientId: clientIdOf(links.returns, back.id),
    saleId: links.sales.get(sale.id) ?? 0,
    orderNumber: sale.number,
    personId: links.people.get(sale.customerId) ?? 0,
    at: back.recordedAt,
    reason: back.reason,
    shipping: back.shippingTotal,
    total: back.total,
    lines,
  }
  const problem =
    lines.length < back.lines.length ? 'unknown_goods' : returnAddsUp(document) ? null : 'return_does_not_add_up'
  if (problem) {
    built.refused.push({ record, issue: { ...orderIssue(sale, problem), entity: 'return', recordId: back.id } })
    return
  }
  const details = toOrderDetails(document, office, config)
  const rows = {
    Orders: [{ ...keyOf(links.returns, back.id), draft: toReturnOrder(document, office, config) }],
    OrderDetails: back.lines.map((line, index) => ({ ...keyOf(links.details, line.id), draft: details[index] ?? {} })),
  }
  const hash = hashOfRows(rows)
  const link = links.returns.get(back.id)
  if (link?.baseHash === hash) built.done.push(record)
  else built.ready.push({ record, rows, hash, ...historyOf(link) })
}
