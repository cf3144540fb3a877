import type { Database } from '@hybrid-store/database'
import { entityOf } from '../../entities/index.ts'
import { numberIn, textIn } from '../../entities/members.ts'
import { findByIds, findByParents, type StoredRow } from '../../store/rows.repository.ts'
import { listOrderIds } from '../desktop.repository.ts'
import { nameVariants } from './name-variants.ts'

export interface OrderLineView {
  orderDetailId: number
  productDetailId: number
  title: string
  count: number
  price: number
  total: number
}

export interface OrderView {
  orderId: number
  orderClientId: number
  /** 0 until it is converted. */
  orderCode: number
  rowVersion: number
  deleted: boolean
  date: string
  description: string
  person: { personId: number; name: string; mobile: string } | null
  lines: OrderLineView[]
  sendCost: number
  discount: number
  /** Lines, costs and header discount together; Rial. */
  total: number
  receipts: { receiptId: number; cashAmount: number; cheques: { chequeId: number; amount: number; number: string }[] }[]
}

/** Orders that arrived, with all that hangs on them. */
export async function listOrders(
  db: Database,
  options: { open: boolean; limit: number; offset: number },
): Promise<OrderView[]> {
  const ids = await listOrderIds(db, options)
  const orders = await findByIds(db, entityOf('Orders'), ids)
  const lines = await findByParents(db, entityOf('OrderDetails'), ids)
  const receipts = await receiptsOf(db, orders)
  const cheques = await findByParents(
    db,
    entityOf('Cheques'),
    receipts.map((row) => row.id),
  )
  const people = await findByIds(
    db,
    entityOf('People'),
    orders.map(({ members }) => numberIn(members, 'PersonId')),
  )
  const titles = await nameVariants(
    db,
    lines.map(({ members }) => numberIn(members, 'ProductDetailId')),
  )
  const byId = new Map(orders.map((order) => [order.id, order]))
  return ids
    .flatMap((id) => byId.get(id) ?? [])
    .map((order) => toView(order, { lines, receipts, cheques, people, titles }))
}

/** Receipt and order can name each other from either side (§5.1). */
async function receiptsOf(db: Database, orders: readonly StoredRow[]): Promise<StoredRow[]> {
  const receipts = entityOf('Receipts')
  const named = await findByIds(
    db,
    receipts,
    orders.map(({ members }) => numberIn(members, 'ReceiptId')),
  )
  const naming = await findByParents(
    db,
    receipts,
    orders.map((order) => order.id),
  )
  return [...new Map([...named, ...naming].map((receipt) => [receipt.id, receipt])).values()]
}

const isReceiptOf = (receipt: StoredRow, order: StoredRow): boolean =>
  !receipt.deleted && (receipt.id === order.members.ReceiptId || receipt.members.OrderId === order.id)

interface Surroundings {
  lines: StoredRow[]
  receipts: StoredRow[]
  cheques: StoredRow[]
  people: StoredRow[]
  titles: ReadonlyMap<number, string>
}

function toView(order: StoredRow, around: Surroundings): OrderView {
  const { members } = order
  const isOfOrder = (row: StoredRow) => !row.deleted && numberIn(row.members, 'OrderId') === order.id
  const lines = around.lines.filter(isOfOrder).map((line) => toLine(line, around.titles))
  const goods = lines.reduce((sum, line) => sum + line.total, 0)
  const discount = discountOf(members, goods)
  return {
    orderId: order.id,
    orderClientId: order.clientId ?? 0,
    orderCode: order.code,
    rowVersion: order.rowVersion,
    deleted: order.deleted,
    date: textIn(members, 'OrderDate'),
    description: textIn(members, 'Description'),
    person: toPerson(around.people.find((person) => person.id === members.PersonId)),
    lines,
    sendCost: numberIn(members, 'SendCost'),
    discount,
    total: goods - discount + numberIn(members, 'SendCost') + numberIn(members, 'OtherCost'),
    receipts: around.receipts
      .filter((row) => isReceiptOf(row, order))
      .map((receipt) => toReceipt(receipt, around.cheques)),
  }
}

const PERCENT = 1

const discountOf = (members: StoredRow['members'], amount: number): number =>
  numberIn(members, 'DiscountType') === PERCENT
    ? (amount * numberIn(members, 'Discount')) / 100
    : numberIn(members, 'Discount')

/** Line arithmetic of the official app (§4.10). */
function toLine({ id, members }: StoredRow, titles: ReadonlyMap<number, string>): OrderLineView {
  const gross = numberIn(members, 'Price') * numberIn(members, 'Count1')
  const net = gross - discountOf(members, gross)
  const productDetailId = numberIn(members, 'ProductDetailId')
  return {
    orderDetailId: id,
    productDetailId,
    title: titles.get(productDetailId) ?? textIn(members, 'Description'),
    count: numberIn(members, 'Count1'),
    price: numberIn(members, 'Price'),
    total: net + (net * (numberIn(members, 'TaxPercent') + numberIn(members, 'ChargePercent'))) / 100,
  }
}

function toPerson(person: StoredRow | undefined): OrderView['person'] {
  if (!person) return null
  const name = `${textIn(person.members, 'FirstName')} ${textIn(person.members, 'LastName')}`.trim()
  return { personId: person.id, name, mobile: textIn(person.members, 'Mobile') }
}

const toReceipt = (receipt: StoredRow, cheques: readonly StoredRow[]) => ({
  receiptId: receipt.id,
  cashAmount: numberIn(receipt.members, 'CashAmount'),
  cheques: cheques
    .filter((cheque) => !cheque.deleted && numberIn(cheque.members, 'ReceiptId') === receipt.id)
    .map((cheque) => ({
      chequeId: cheque.id,
      amount: numberIn(cheque.members, 'Amount'),
      number: textIn(cheque.members, 'Number'),
    })),
})
