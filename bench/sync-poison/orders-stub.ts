import { fail, ok } from '@hybrid-store/kernel'
import type { MahakPort, SavedRow } from '../../apps/sync-worker/src/mahak-port.ts'

/** What Mahak does with the one order. */
export type Poison = 'refuses its rows' | 'refuses its call' | 'fails at its call'

type Save = MahakPort['saveRows']

/** A Mahak that stores everything but the order whose description is `marked`, and counts calls and orders. */
export function createOrdersStub(poison: Poison | null, marked: string) {
  /** How often each order was stored, by its ClientId. */
  const orders = new Map<unknown, number>()
  /** `searching`: calls with orders of the first failed call, until the one stood alone. `alone`: its own from then on. */
  const counts = { calls: 0, searching: 0, alone: 0 }
  let company: Set<unknown> | null = null
  let nextId = 2_000_000

  const save: Save = async (lists) => {
    counts.calls += 1
    const sent = lists.orders ?? []
    const ids = sent.map((order) => order.OrderClientId)
    const index = sent.findIndex((order) => order.Description === marked)
    count(ids, index >= 0)
    if (index >= 0 && poison === 'refuses its call')
      return fail({ code: 'invalid', message: 'bad request', sent: true })
    if (index >= 0 && poison === 'fails at its call')
      return fail({ code: 'unavailable', message: 'Mahak answered 500', sent: true })
    const refused = index >= 0 && poison === 'refuses its rows' ? ids[index] : null
    for (const id of ids) if (id !== refused) orders.set(id, (orders.get(id) ?? 0) + 1)
    return ok(Object.fromEntries(Object.entries(lists).map(([list, rows]) => [list, resultsOf(rows, refused)])))
  }

  function count(ids: readonly unknown[], marks: boolean): void {
    if (poison === 'refuses its rows') return
    if (company && ids.some((id) => company?.has(id))) {
      if (counts.alone === 0) counts.searching += 1
      if (marks && ids.length === 1) counts.alone += 1
    }
    if (marks) company ??= new Set(ids)
  }

  function resultsOf(rows: readonly object[], refused: unknown): SavedRow[] {
    return rows.map((row, index) => {
      nextId += 1
      const isRefused = refused !== null && 'OrderClientId' in row && row.OrderClientId === refused
      return isRefused ? { ok: false, index, errors: REFUSAL } : { ok: true, index, id: nextId, rowVersion: nextId }
    })
  }

  return { save, orders, counts }
}

const REFUSAL = [{ property: 'OrderDate', error: 'OrderDate is invalid ' }]
