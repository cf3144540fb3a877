import { entityOf } from '../../entities/index.ts'
import { numberIn, textIn } from '../../entities/members.ts'
import { findByIds, findByParents, type StoredRow } from '../../store/rows.repository.ts'
import type { UploadDeps } from '../../store/upload.ts'
import { listOrderIds } from '../desktop.repository.ts'
import { findReceipts, isReceiptOf } from '../find-receipts.ts'
import { lineTotal, orderTotal } from '../order-total.ts'
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
  orderType: number
  /** The sale that a return takes goods of; 0 for others. */
  referenceOrderId: number
  date: string
  description: string
  person: { personId: number; name: string; mobile: string } | null
  lines: OrderLineView[]
  sendCost: number
  discount: number
  /** Lines, costs and header discount together; Rial. */
  total: number
  receipts: {
    receiptId: number
    receiptCode: number
    cashAmount: number
    cheques: { chequeId: number; amount: number; number: string }[]
  }[]
}

/** Orders that arrived, with all that hangs on them. */
export async function listOrders(
  { db, switches }: Pick<UploadDeps, 'db' | 'switches'>,
  options: { open: boolean; limit: number; offset: number },
): Promise<OrderView[]> {
  const { headerDiscountCounted } = switches.current()
  const ids = await listOrderIds(db, options)
  const orders = await findByIds(db, entityOf('Orders'), ids)
  const lines = await findByParents(db, entityOf('OrderDetails'), ids)
  const receipts = await findReceipts(db, orders)
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
    .map((order) => toView(order, { lines, receipts, cheques, people, titles, headerDiscountCounted }))
}

interface Surroundings {
  lines: StoredRow[]
  receipts: StoredRow[]
  cheques: StoredRow[]
  people: StoredRow[]
  titles: ReadonlyMap<number, string>
  headerDiscountCounted: boolean
}

function toView(order: StoredRow, around: Surroundings): OrderView {
  const { members } = order
  const isOfOrder = (row: StoredRow) => !row.deleted && numberIn(row.members, 'OrderId') === order.id
  const lines = around.lines.filter(isOfOrder)
  const { discount, total } = orderTotal(members, lines, around.headerDiscountCounted)
  return {
    orderId: order.id,
    orderClientId: order.clientId ?? 0,
    orderCode: order.code,
    rowVersion: order.rowVersion,
    deleted: order.deleted,
    orderType: numberIn(members, 'OrderType'),
    referenceOrderId: numberIn(members, 'ReferenceOrderId'),
    date: textIn(members, 'OrderDate'),
    description: textIn(members, 'Description'),
    person: toPerson(around.people.find((person) => person.id === members.PersonId)),
    lines: lines.map((line) => toLine(line, around.titles)),
    sendCost: numberIn(members, 'SendCost'),
    discount,
    total,
    receipts: around.receipts
      .filter((row) => isReceiptOf(row, order))
      .map((receipt) => toReceipt(receipt, around.cheques)),
  }
}

function toLine({ id, members }: StoredRow, titles: ReadonlyMap<number, string>): OrderLineView {
  const productDetailId = numberIn(members, 'ProductDetailId')
  return {
    orderDetailId: id,
    productDetailId,
    title: titles.get(productDetailId) ?? textIn(members, 'Description'),
    count: numberIn(members, 'Count1'),
    price: numberIn(members, 'Price'),
    total: lineTotal(members),
  }
}

function toPerson(person: StoredRow | undefined): OrderView['person'] {
  if (!person) return null
  const name = `${textIn(person.members, 'FirstName')} ${textIn(person.members, 'LastName')}`.trim()
  return { personId: person.id, name, mobile: textIn(person.members, 'Mobile') }
}

const toReceipt = (receipt: StoredRow, cheques: readonly StoredRow[]) => ({
  receiptId: receipt.id,
  receiptCode: receipt.code,
  cashAmount: numberIn(receipt.members, 'CashAmount'),
  cheques: cheques
    .filter((cheque) => !cheque.deleted && numberIn(cheque.members, 'ReceiptId') === receipt.id)
    .map((cheque) => ({
      chequeId: cheque.id,
      amount: numberIn(cheque.members, 'Amount'),
      number: textIn(cheque.members, 'Number'),
    })),
})
