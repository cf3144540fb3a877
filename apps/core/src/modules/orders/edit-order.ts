import type { Tx } from '@hybrid-store/database'
import { fail, type Id, newId, ok, type Result, rialSum, rialTimes } from '@hybrid-store/kernel'
import { insertReturn, type ReturnRecord } from './after-sale.repository.ts'
import { type ChangedLine, writeEdit } from './changes.repository.ts'
import { isSold } from './order-states.ts'
import { lockOrder, type OrderLine, type OrderRecord } from './orders.repository.ts'

/** How much of a variant an order shall have; 0 takes it out. */
export interface WantedLine {
  variantId: Id<'var'>
  quantity: number
}

/** A variant that can be added, at its price of now. */
export type Addable = Pick<OrderLine, 'variantId' | 'productName' | 'options' | 'unitPrice'>

export type EditRefusal =
  | { code: 'paid_order_grows' | 'order_would_be_empty' }
  | { code: 'not_for_sale'; lines: { variantId: Id<'var'> }[] }

/** What changes in an order's lines. Nothing is added to an order that is paid, for nobody could collect the difference. */
export function planEdit(
  order: Pick<OrderRecord, 'state' | 'lines'>,
  wanted: readonly WantedLine[],
  addable: ReadonlyMap<string, Addable>,
): Result<ChangedLine[], EditRefusal> {
  const lineOf = new Map<string, OrderLine>(order.lines.map((line) => [line.variantId, line]))
  const quantities = new Map(wanted.map(({ variantId, quantity }) => [variantId, quantity]))
  const changes = [...quantities].filter(([id, quantity]) => (lineOf.get(id)?.quantity ?? 0) !== quantity)
  const grows = changes.some(([id, quantity]) => quantity > (lineOf.get(id)?.quantity ?? 0))
  if (grows && order.state !== 'placed') return fail({ code: 'paid_order_grows' })
  const unknown = changes.flatMap(([variantId]) =>
    lineOf.has(variantId) || addable.has(variantId) ? [] : { variantId },
  )
  if (unknown.length > 0) return fail({ code: 'not_for_sale', lines: unknown })

  const edited = changes.flatMap(([id, quantity]): ChangedLine[] => {
    const line = lineOf.get(id)
    if (line) return [{ from: line.quantity, line: resized(line, quantity) }]
    const added = addable.get(id)
    return added ? [{ from: 0, line: resized({ id: newId('oln'), ...added }, quantity) }] : []
  })
  const left = linesAfter(order, edited)
  return left.length > 0 ? ok(edited) : fail({ code: 'order_would_be_empty' })
}

const resized = (line: Omit<OrderLine, 'quantity' | 'total'>, quantity: number): OrderLine => ({
  ...line,
  quantity,
  total: rialTimes(line.unitPrice, quantity),
})

function linesAfter(order: Pick<OrderRecord, 'lines'>, edited: readonly ChangedLine[]): OrderLine[] {
  const now = new Map<string, OrderLine>(
    [...order.lines, ...edited.map(({ line }) => line)].map((line) => [line.id, line]),
  )
  return [...now.values()].filter((line) => line.quantity > 0)
}

export interface Edit {
  lines: readonly ChangedLine[]
  note: string | null
  address: OrderRecord['address']
  at: Date
  by: string | null
}

/** Writes an edit of an order whose row the caller has locked; the new sums follow from the lines. */
export async function editOrder(tx: Tx, order: OrderRecord, edit: Edit): Promise<void> {
  const itemsTotal = rialSum(linesAfter(order, edit.lines).map((line) => line.total))
  await writeEdit(tx, order, {
    ...edit,
    id: newId('chg'),
    itemsTotal,
    total: rialSum([itemsTotal, order.shippingTotal]),
  })
}

/** How much of each line the books have invoiced; lines that are not named are not on the invoice. */
export type Invoiced = ReadonlyMap<string, number>

/**
 * The books made their invoice before an edit reached them: the order takes on the invoiced quantities, and what the edit took
 * away becomes a return, so that both sides say the same. Null if the order has them already. A caller whose writes count as
 * the books' own marks the return as changed itself.
 */
export async function returnEdit(tx: Tx, orderId: string, invoiced: Invoiced, at: Date): Promise<Id<'ret'> | null> {
  const order = await lockOrder(tx, orderId)
  if (!order || order.invoiceNumber === null || !(isSold(order.state) || order.state === 'cancelled')) return null
  const lines = [...order.lines, ...order.removedLines].flatMap((line): ChangedLine[] => {
    const quantity = invoiced.get(line.id) ?? 0
    return quantity > line.quantity ? [{ from: line.quantity, line: resized(line, quantity) }] : []
  })
  if (lines.length === 0) return null
  await editOrder(tx, order, { lines, note: order.note, address: order.address, at, by: null })
  const back = toReturn(order.id, lines, at)
  await insertReturn(tx, back)
  return back.id
}

function toReturn(orderId: Id<'ord'>, lines: readonly ChangedLine[], recordedAt: Date): ReturnRecord {
  const returned = lines.map(({ from, line }) => ({
    id: newId('rln'),
    orderLineId: line.id,
    variantId: line.variantId,
    quantity: line.quantity - from,
    unitPrice: line.unitPrice,
    total: rialTimes(line.unitPrice, line.quantity - from),
  }))
  const itemsTotal = rialSum(returned.map((line) => line.total))
  return {
    id: newId('ret'),
    orderId,
    cancellation: false,
    itemsTotal,
    shippingTotal: rialSum([]),
    total: itemsTotal,
    reason: 'تغییر سفارش پس از صدور فاکتور',
    recordedAt,
    recordedBy: null,
    lines: returned,
  }
}
