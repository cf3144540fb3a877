import type { StockView } from '@hybrid-store/contracts'
import { type Database, sql, type Tx } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'
import { findVariantIds, type VariantForSale, variantsForSale } from '../catalog/index.ts'
import { explainStock, type StockExplanation } from '../inventory/index.ts'
import { type OrderForSync, readOrdersForSync } from '../orders/index.ts'

/** Variants that may share a barcode and are shown. */
const SHOWN = 20

/** Where the numbers of the variants with this id or barcode come from, all of one moment, so that the sums hold. */
export function explainVariants(db: Database, idOrBarcode: string): Promise<StockView[]> {
  return db.transaction(async (tx) => {
    await tx.run(sql`set transaction isolation level repeatable read, read only`)
    const ids = await findVariantIds(tx, idOrBarcode, SHOWN)
    const variants = new Map((await variantsForSale(tx, ids)).map((variant) => [variant.id, variant]))
    const views: StockView[] = []
    for (const id of ids) views.push(await explainVariant(tx, id, variants.get(id)))
    return views
  })
}

async function explainVariant(tx: Tx, id: Id<'var'>, variant: VariantForSale | undefined): Promise<StockView> {
  const stock = await explainStock(tx, id)
  const keepers = [...stock.sales, ...stock.holds].map(({ orderId }) => orderId)
  const orders = new Map<string, OrderForSync>((await readOrdersForSync(tx, keepers)).map((order) => [order.id, order]))
  return {
    variantId: id,
    productName: variant?.productName ?? '',
    options: variant?.options ?? [],
    books: stock.books,
    onHand: stock.onHand,
    sales: stock.sales.map((sale) => ({
      ...keeperOf(sale, orders),
      invoiceNumber: orders.get(sale.orderId)?.invoiceNumber ?? null,
      confirmedAt: sale.confirmedAt?.toISOString() ?? null,
    })),
    pending: stock.pending,
    holds: stock.holds.map((hold) => ({ ...keeperOf(hold, orders), until: hold.expiresAt.toISOString() })),
    reserved: stock.reserved,
    safety: stock.safety,
    available: stock.available,
  }
}

const keeperOf = (
  { orderId, quantity }: StockExplanation['sales'][number],
  orders: ReadonlyMap<string, OrderForSync>,
) => ({
  orderId,
  orderNumber: orders.get(orderId)?.number ?? null,
  orderState: orders.get(orderId)?.state ?? null,
  quantity,
})
