import type { ChangeOrderBody } from '@hybrid-store/contracts'
import { addToOutbox, type Tx } from '@hybrid-store/database'
import { type Clock, fail, ok, type Result } from '@hybrid-store/kernel'
import { variantsForSale } from '../catalog/index.ts'
import { type OutOfStock, resizeSale } from '../inventory/index.ts'
import { type EditRefusal, editOrder, isSold, lock, type OrderRecord, planEdit } from '../orders/index.ts'

export type ChangeRefusal = { code: 'not_found' | 'order_changed' | 'order_not_changeable' } | EditRefusal | OutOfStock

export type ChangeOrder = ChangeOrderBody & { orderId: string; by: string }

/**
 * Edits an order that is sold and not invoiced yet, at the version staff have seen; its stock follows. What a paid order gets
 * cheaper is owed to the customer and goes back as a refund; the books hear of the edit by the synchronisation.
 */
export async function changeOrder(
  tx: Tx,
  { clock }: { clock: Clock },
  command: ChangeOrder,
): Promise<Result<OrderRecord, ChangeRefusal>> {
  const order = await lock(tx, command.orderId)
  if (!order) return fail({ code: 'not_found' })
  if (order.version !== command.version) return fail({ code: 'order_changed' })
  if (!isSold(order.state) || order.invoiceNumber !== null) return fail({ code: 'order_not_changeable' })

  const planned = planEdit(order, command.lines, await addableTo(tx, order, command))
  if (!planned.ok) return planned
  if (planned.value.length === 0 && !command.address && command.note === undefined) return ok(order)
  const resized = await resizeSale(
    tx,
    order.id,
    planned.value.map(({ line }) => line),
  )
  if (!resized.ok) return resized
  const { note = order.note, address = order.address, by } = command
  await editOrder(tx, order, { lines: planned.value, note: note || null, address, at: clock.now(), by })
  await addToOutbox(tx, 'order_sync_request', { type: 'sync.drain', body: { reason: 'order_changed' } })
  return ok((await lock(tx, order.id)) ?? order)
}

/** The wanted variants the order does not have, as far as they are for sale. */
async function addableTo(tx: Tx, order: OrderRecord, { lines }: ChangeOrder) {
  const known = new Set<string>(order.lines.map((line) => line.variantId))
  const wanted = lines.map(({ variantId }) => variantId).filter((id) => !known.has(id))
  const variants = await variantsForSale(tx, wanted)
  return new Map(
    variants
      .filter((variant) => variant.sellable)
      .map(({ id, productName, options, price }) => [id, { variantId: id, productName, options, unitPrice: price }]),
  )
}
