import { type MahakBooks, type MahakRow, numberOf, textOf } from './read-mahak.ts'
import { linkKey, type ShopBooks, type ShopOrder } from './read-shop.ts'

const SALE_RETURN = 202

/** Each order once at Mahak as it should be there, to the Rial, with what came back and was paid back; nothing of any other. */
export function compareOrders(mahak: MahakBooks, shop: ShopBooks, except: ReadonlySet<number>): string[] {
  const ours = mahak.of('Orders').filter((row) => row.createdBy === mahak.visitorId && !row.deleted)
  const expected = new Set(shop.orders.filter(isInBooks).map((order) => order.number))
  const strange = ours
    .filter((row) => !isReturn(row) && !expected.has(numberIn(row)) && !except.has(numberIn(row)))
    .map((row) => `order ${row.id} of Mahak should not be there: ${textOf(row, 'Description')}`)
  const spare = Object.entries(PARENTS).flatMap(([entity, parent]) => hangingOnNothing(mahak, entity, parent))
  const left = shop.orders.filter((order) => order.state === 'cancelled' && order.invoice === null)
  return [
    ...strange,
    ...spare,
    ...shop.orders.filter(isInBooks).flatMap((order) => compareOrder(mahak, shop, order)),
    ...shop.orders.flatMap((order) => compareReturns(mahak, shop, order)),
    ...shop.orders.filter(isInBooks).flatMap((order) => compareRefunds(mahak, order)),
    ...left.flatMap((order) => compareMoneyLeft(mahak, order)),
    ...shop.orders.flatMap(notTakenBack),
  ]
}

/** Orders with an invoice of less than was sent, for Mahak refused the rest of their rows at first. */
export const invoicedInPart = (mahak: MahakBooks, shop: ShopBooks): ShopOrder[] =>
  shop.orders.filter((order) => {
    const [sale] = salesOf(mahak, order)
    const wasRefused = [...(shop.clientIds.get(order.id) ?? [])].some((id) => mahak.refusedForTheMoment.has(id))
    if (!sale || sale.code === 0 || !wasRefused) return false
    const receipts = childrenOf(mahak, 'Receipts', 'OrderId', sale)
    const cheques = receipts.flatMap((receipt) => childrenOf(mahak, 'Cheques', 'ReceiptId', receipt))
    const lines = childrenOf(mahak, 'OrderDetails', 'OrderId', sale)
    return lines.length < order.lines.length || cheques.length === 0
  })

/** A cancelled order leaves the books, unless they had made its invoice. */
const isInBooks = ({ state, invoice }: ShopOrder): boolean =>
  state === 'paid' || (state === 'cancelled' && invoice !== null)

const isReturn = (row: MahakRow): boolean => numberOf(row, 'OrderType') === SALE_RETURN

/** The shop writes its own number into the description. */
const numberIn = (row: MahakRow): number => Number(/\d+/.exec(textOf(row, 'Description'))?.[0] ?? 0)

const PARENTS = {
  OrderDetails: ['Orders', 'OrderId'],
  Cheques: ['Receipts', 'ReceiptId'],
  PaymentCheques: ['Payments', 'PaymentId'],
} as const

/** Live rows of ours whose parent is none, or deleted. */
function hangingOnNothing(mahak: MahakBooks, entity: string, [parents, member]: readonly [string, string]): string[] {
  const alive = new Set(mahak.of(parents).flatMap((row) => (row.deleted ? [] : row.id)))
  return mahak
    .of(entity)
    .filter((row) => row.createdBy === mahak.visitorId && !row.deleted && !alive.has(numberOf(row, member)))
    .map((row) => `${entity} ${row.id} hangs on nothing`)
}

function compareOrder(mahak: MahakBooks, shop: ShopBooks, order: ShopOrder): string[] {
  const own = salesOf(mahak, order)
  const [row] = own
  if (!row || own.length > 1) return [`order ${order.number} is ${own.length} times at Mahak`]
  const receipts = childrenOf(mahak, 'Receipts', 'OrderId', row)
  const cheques = receipts.flatMap((receipt) => childrenOf(mahak, 'Cheques', 'ReceiptId', receipt))
  const person = mahak.of('People').find((candidate) => candidate.id === numberOf(row, 'PersonId'))
  return differing(`order ${order.number}`, {
    lines: [linesOf(mahak, shop, row), linesIn(order)],
    shipping: [numberOf(row, 'SendCost'), order.shipping],
    receipts: [receipts.length, 1],
    cheques: [cheques.map((cheque) => numberOf(cheque, 'Amount')), [order.total]],
    mobile: [person ? textOf(person, 'Mobile') : null, order.mobile.replace(/^\+98/, '0')],
    invoice: [row.code > 0 ? row.code : null, order.invoice],
    state: [row.code > 0 ? 'confirmed' : 'accepted', order.booksState],
  })
}

function compareReturns(mahak: MahakBooks, shop: ShopBooks, order: ShopOrder): string[] {
  const [sale] = salesOf(mahak, order)
  const rows = mahak
    .of('Orders')
    .filter(
      (row) => isReturn(row) && !row.deleted && row.createdBy === mahak.visitorId && numberIn(row) === order.number,
    )
  const there = rows.map((row) => ({
    sale: numberOf(row, 'ReferenceOrderId'),
    lines: linesOf(mahak, shop, row),
    shipping: numberOf(row, 'SendCost'),
    state: row.code > 0 ? 'confirmed' : 'accepted',
  }))
  const here = order.returns.map((back) => ({
    sale: sale?.id,
    lines: linesIn(back),
    shipping: back.shipping,
    state: back.booksState,
  }))
  return differing(`returns of order ${order.number}`, { returns: [sorted(there), sorted(here)] })
}

function compareRefunds(mahak: MahakBooks, order: ShopOrder): string[] {
  const payments = mahak.of('Payments').filter((row) => !row.deleted && numberIn(row) === order.number)
  const there = payments.map((payment) =>
    childrenOf(mahak, 'PaymentCheques', 'PaymentId', payment).map((cheque) => [
      numberOf(cheque, 'Amount'),
      textOf(cheque, 'Number'),
    ]),
  )
  const here = order.refunds.map(({ amount, reference }) => [[amount, reference]])
  return differing(`refunds of order ${order.number}`, { refunds: [sorted(there), sorted(here)] })
}

/** The money of an order that left the books went with it as a whole, or, once a part was paid back there, stays as a whole. */
function compareMoneyLeft(mahak: MahakBooks, order: ShopOrder): string[] {
  const paidBack = mahak.of('Payments').filter((row) => !row.deleted && numberIn(row) === order.number)
  const receipts = mahak
    .of('Receipts')
    .filter((row) => !row.deleted && row.createdBy === mahak.visitorId && numberIn(row) === order.number)
  if (receipts.length === 0 && paidBack.length === 0) return []
  const cheques = receipts.flatMap((receipt) => childrenOf(mahak, 'Cheques', 'ReceiptId', receipt))
  return [
    ...differing(`money of cancelled order ${order.number}`, {
      cheques: [cheques.map((cheque) => numberOf(cheque, 'Amount')), [order.total]],
    }),
    ...compareRefunds(mahak, order),
  ]
}

/** Of an order that was cancelled after its invoice all goods and the shipping come back, each once. */
function notTakenBack(order: ShopOrder): string[] {
  if (order.state !== 'cancelled' || order.invoice === null) return []
  const goods = (lines: ShopOrder['lines']) => lines.reduce((sum, line) => sum + line.quantity * line.price, 0)
  const back = order.returns.reduce((sum, entry) => sum + goods(entry.lines) + entry.shipping, 0)
  return back === order.total ? [] : [`of cancelled order ${order.number} ${back} came back, not ${order.total}`]
}

const salesOf = (mahak: MahakBooks, order: ShopOrder): MahakRow[] =>
  mahak
    .of('Orders')
    .filter(
      (row) => row.createdBy === mahak.visitorId && !row.deleted && !isReturn(row) && numberIn(row) === order.number,
    )

const childrenOf = (mahak: MahakBooks, entity: string, member: string, parent: MahakRow): MahakRow[] =>
  mahak.of(entity).filter((child) => !child.deleted && numberOf(child, member) === parent.id)

const linesOf = (mahak: MahakBooks, shop: ShopBooks, row: MahakRow): string[] =>
  childrenOf(mahak, 'OrderDetails', 'OrderId', row)
    .map((line) => {
      const variant = shop.localIds.get(linkKey('ProductDetails', numberOf(line, 'ProductDetailId')))
      return `${variant} ${numberOf(line, 'Count1')} x ${numberOf(line, 'Price')}`
    })
    .sort()

const linesIn = ({ lines }: Pick<ShopOrder, 'lines'>): string[] =>
  lines.map((line) => `${line.variantId} ${line.quantity} x ${line.price}`).sort()

const sorted = (values: readonly unknown[]): string[] => values.map((value) => JSON.stringify(value)).sort()

/** Says where the first value, Mahak's, is not the second, the shop's. */
function differing(what: string, pairs: Record<string, readonly [unknown, unknown]>): string[] {
  return Object.entries(pairs).flatMap(([field, [there, here]]) =>
    JSON.stringify(there) === JSON.stringify(here)
      ? []
      : [`${what}: ${field} at Mahak ${JSON.stringify(there)}, in the shop ${JSON.stringify(here)}`],
  )
}
