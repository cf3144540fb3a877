import type { Tx } from '@hybrid-store/database'
import { fail, ok, type Result } from '@hybrid-store/kernel'
import { entityOf } from '../../entities/index.ts'
import { numberIn } from '../../entities/members.ts'
import { takeNumbers } from '../../store/counters.repository.ts'
import { findByIds, highestCode, type StoredRow } from '../../store/rows.repository.ts'
import { DESKTOP, type Upload, type UploadDeps, upload } from '../../store/upload.ts'
import { findReceipts } from '../find-receipts.ts'
import { orderTotal } from '../order-total.ts'
import { EFFECTS, goesBelowZero, isLinked, linesOf, movesOf } from './order-goods.ts'
import { registerReceipts } from './register-receipts.ts'
import { book } from './statement.ts'
import { moveStock } from './stock.ts'
import { uploadEdits } from './upload-edits.ts'

export interface ConvertedOrder {
  orderId: number
  orderCode: number
  /** False for a sale to a person that is not linked to the visitor: such a sale moves no goods (§5.3). */
  stockMoved: boolean
}

export type ConvertError = {
  code: 'not_found' | 'deleted' | 'already_converted' | 'unknown_person' | 'insufficient_stock'
}

/**
 * Takes an order into the books: it gets its number and a new version, its receipts are booked, then the stock is moved
 * and uploaded, so that the stock's versions are higher than the order's (§5.6).
 */
export function convertOrder(deps: UploadDeps, orderId: number): Promise<Result<ConvertedOrder, ConvertError>> {
  return upload(deps, DESKTOP, async (tx, batch) => {
    const [order] = await findByIds(tx, entityOf('Orders'), [orderId])
    const refusal = await refusalOf(tx, order)
    if (!order || refusal) return fail({ code: refusal ?? 'not_found' })

    const stockMoved = await isLinked(tx, order)
    const moves = stockMoved ? await movesOf(tx, order) : []
    if (batch.switches.negativeStockForbidden && (await goesBelowZero(tx, moves)))
      return fail({ code: 'insufficient_stock' })

    const orderCode = await registerOrder(tx, batch, order)
    if (moves.length > 0) await moveStock(tx, batch, moves)
    return ok({ orderId, orderCode, stockMoved })
  })
}

/** An order of nobody known never becomes an invoice (§5.3). */
async function refusalOf(tx: Tx, order: StoredRow | undefined): Promise<ConvertError['code'] | null> {
  if (!order) return 'not_found'
  if (order.deleted) return 'deleted'
  if (order.code !== 0) return 'already_converted'
  const [person] = await findByIds(tx, entityOf('People'), [numberIn(order.members, 'PersonId')])
  return person ? null : 'unknown_person'
}

const FIRST_ORDER_CODE = 1001

/** Numbers an order and all that comes with it, and books what it and its receipts do to the person's account. */
export async function registerOrder(tx: Tx, batch: Upload, order: StoredRow): Promise<number> {
  const orderCode = await takeNumbers(tx, 'code:Orders', FIRST_ORDER_CODE, 1)
  const personId = numberIn(order.members, 'PersonId')
  await uploadEdits(tx, batch, [{ entity: entityOf('Orders'), row: order, change: { OrderCode: orderCode } }])
  await takeOverPerson(tx, batch, personId)
  await bookOrder(tx, batch, order, { orderCode, direction: 1 })
  await registerReceipts(tx, batch, await findReceipts(tx, [order]))
  return orderCode
}

/** A person a client entered gets a number in the books with the first invoice. */
async function takeOverPerson(tx: Tx, batch: Upload, personId: number): Promise<void> {
  const people = entityOf('People')
  const [person] = await findByIds(tx, people, [personId])
  if (person?.code !== 0) return
  const PersonCode = 1 + (await highestCode(tx, people))
  await uploadEdits(tx, batch, [{ entity: people, row: person, change: { PersonCode } }])
}

/** Books the order's total in its person's account; with direction -1 takes that back. */
export async function bookOrder(
  tx: Tx,
  batch: Upload,
  order: StoredRow,
  { orderCode, direction }: { orderCode: number; direction: 1 | -1 },
): Promise<void> {
  const type = numberIn(order.members, 'OrderType')
  const effect = EFFECTS[type]
  if (!effect) return
  const { total } = orderTotal(order.members, await linesOf(tx, order), batch.switches.headerDiscountCounted)
  const description = `${direction === 1 ? '' : 'ابطال '}${effect.title} ${orderCode}`
  await book(tx, batch, numberIn(order.members, 'PersonId'), [
    { type, debt: direction * effect.debt * total, description },
  ])
}
