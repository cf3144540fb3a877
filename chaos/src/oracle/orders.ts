import { type MahakBooks, type MahakRow, numberOf, textOf } from './read-mahak.ts'
import { linkKey, type ShopBooks, type ShopOrder } from './read-shop.ts'

/** Each paid order once at Mahak with its lines, receipt and cheque, to the Rial; nothing of any other order. */
export function compareOrders(mahak: MahakBooks, shop: ShopBooks): string[] {
  const rows = mahak.of('Orders').filter((row) => row.createdBy === mahak.visitorId && !row.deleted)
  const paid = shop.orders.filter((order) => order.state === 'paid')
  const numbers = new Set(paid.map((order) => order.number))
  const strange = rows
    .filter((row) => !numbers.has(numberIn(row)))
    .map((row) => `order ${row.id} of Mahak is no paid order of the shop: ${textOf(row, 'Description')}`)
  const spare = ['OrderDetails', 'Receipts', 'Cheques'].flatMap((entity) => orphansOf(mahak, entity))
  return [...strange, ...spare, ...paid.flatMap((order) => compareOrder(mahak, shop, rows, order))]
}

/** The shop writes its own number into the description. */
const numberIn = (row: MahakRow): number => Number(/\d+/.exec(textOf(row, 'Description'))?.[0] ?? 0)

/** Rows of ours that hang on nothing. */
function orphansOf(mahak: MahakBooks, entity: string): string[] {
  const parent = entity === 'Cheques' ? ['Receipts', 'ReceiptId'] : ['Orders', 'OrderId']
  const [parents = '', member = ''] = parent
  const alive = new Set(mahak.of(parents).map((row) => row.id))
  return mahak
    .of(entity)
    .filter((row) => row.createdBy === mahak.visitorId && !alive.has(numberOf(row, member)))
    .map((row) => `${entity} ${row.id} hangs on nothing`)
}

function compareOrder(mahak: MahakBooks, shop: ShopBooks, rows: readonly MahakRow[], order: ShopOrder): string[] {
  const own = rows.filter((row) => numberIn(row) === order.number)
  const [row] = own
  if (!row || own.length > 1) return [`order ${order.number} is ${own.length} times at Mahak`]
  const of = (entity: string, member: string, id: number) =>
    mahak.of(entity).filter((child) => !child.deleted && numberOf(child, member) === id)
  const receipts = of('Receipts', 'OrderId', row.id)
  const cheques = receipts.flatMap((receipt) => of('Cheques', 'ReceiptId', receipt.id))
  const person = mahak.of('People').find((candidate) => candidate.id === numberOf(row, 'PersonId'))
  const is = {
    lines: of('OrderDetails', 'OrderId', row.id)
      .map((line) => {
        const variant = shop.localIds.get(linkKey('ProductDetails', numberOf(line, 'ProductDetailId')))
        return `${variant} ${numberOf(line, 'Count1')} x ${numberOf(line, 'Price')}`
      })
      .sort(),
    shipping: numberOf(row, 'SendCost'),
    receipts: receipts.length,
    cheques: cheques.map((cheque) => numberOf(cheque, 'Amount')),
    mobile: person ? textOf(person, 'Mobile') : null,
    invoice: row.code > 0 ? row.code : null,
    state: row.code > 0 ? 'confirmed' : 'accepted',
  }
  const should = {
    lines: order.lines.map((line) => `${line.variantId} ${line.quantity} x ${line.price}`).sort(),
    shipping: order.shipping,
    receipts: 1,
    cheques: [order.total],
    mobile: order.mobile.replace(/^\+98/, '0'),
    invoice: order.invoice,
    state: order.booksState,
  }
  return JSON.stringify(is) === JSON.stringify(should)
    ? []
    : [`order ${order.number} at Mahak is ${JSON.stringify(is)}, in the shop ${JSON.stringify(should)}`]
}
