import type { StockView } from '@hybrid-store/contracts'
import { explainVariants } from '@hybrid-store/core/stock'
import type { StoreAtHand } from './with-store.ts'

/** Shows where the number of a variant comes from, so that whoever doubts it can add it up. */
export async function explainStock(
  { database, print }: StoreAtHand,
  [variant = '']: readonly string[],
): Promise<number> {
  const items = await explainVariants(database, variant)
  for (const view of items) for (const line of linesOf(view)) print(line)
  if (items.length === 0) print(`there is no variant with the id or barcode ${variant}`)
  return items.length === 0 ? 1 : 0
}

const linesOf = (view: StockView): string[] => [
  [view.variantId, view.productName, ...view.options.map(({ name, value }) => `${name}: ${value}`)].join('  '),
  figure(view.onHand, "Mahak's figure"),
  ...view.books.map(
    ({ name, locationId, quantity, version, sells }) =>
      `           ${quantity} in ${name ?? locationId} (row version ${version})${sells ? '' : ', not sold from'}`,
  ),
  figure(0 - view.pending, 'sold and not yet in it'),
  ...view.sales.map(
    ({ quantity, orderNumber, orderId, invoiceNumber }) =>
      `           ${quantity} for order ${orderNumber ?? orderId}, ${invoiceNumber ? `invoice ${invoiceNumber}` : 'no invoice yet'}`,
  ),
  figure(0 - view.reserved, 'held for unpaid orders'),
  ...view.holds.map(
    ({ quantity, orderNumber, orderId, until }) =>
      `           ${quantity} for order ${orderNumber ?? orderId} until ${until}`,
  ),
  figure(0 - view.safety, 'safety stock'),
  `${String(view.available).padStart(8)} = can be bought now`,
]

const figure = (amount: number, what: string): string => `${String(amount).padStart(8)}   ${what}`
