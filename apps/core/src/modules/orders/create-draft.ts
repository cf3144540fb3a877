import type { Tx } from '@hybrid-store/database'
import { newId } from '@hybrid-store/kernel'
import { insertOrder, type NewOrder, type OrderLine, type OrderRecord, selectOrder } from './orders.repository.ts'

/** What a checkout has settled: the goods at the prices the customer agreed to, and where they go. Amounts in Rial. */
export type OrderDraft = Omit<NewOrder, 'lines'> & { lines: readonly Omit<OrderLine, 'id'>[] }

/**
 * Writes an unpaid order. The id comes with the draft, for the goods are held under it before the order exists; a second
 * order for the same cart, or sums that do not add up, are refused by the database.
 */
export async function createDraft(tx: Tx, draft: OrderDraft): Promise<OrderRecord> {
  await insertOrder(tx, { ...draft, lines: draft.lines.map((line) => ({ id: newId('oln'), ...line })) })
  const order = await selectOrder(tx, draft.id)
  if (!order) throw new Error('the order just written is not there')
  return order
}
