import type { Tx } from '@hybrid-store/database'
import { type Agreement, markForPush, saveAgreements } from './agreement.repository.ts'
import { insertConflicts } from './conflict.repository.ts'
import { baseAfter, baseWithEchoes, type Fields, type Merged, mergeThreeWay, type Policy } from './three-way.ts'

/** A kind of record that both sides may change. */
export interface TwoWay<Doc extends Fields<Doc>> {
  accountId: number
  /** Its name in the dirty set, and Mahak's. */
  record: 'customer' | 'address' | 'product'
  entity: string
  policy: Policy<Doc>
}

export interface Pair<Doc extends Fields<Doc>> {
  agreement: Agreement
  store: Doc
  remote: Doc
}

/** A record Mahak has taken from us and not shown yet: it is taken to hold what both sides agreed on. */
export const unreadPair = <Doc extends Fields<Doc>>(agreement: Agreement, store: Doc): Pair<Doc> => ({
  agreement,
  store,
  remote: { ...store, ...agreement.base },
})

/**
 * Merges records that were read from Mahak with the store's, and keeps what they agree on now and every conflict. The
 * store's patches are the caller's to write. `mark` puts what has to be sent into the dirty set; the store's rows are
 * locked, then the dirty set, then the links, everywhere in that order.
 */
export async function mergeRecords<Doc extends Fields<Doc>>(
  tx: Tx,
  { accountId, record, entity, policy }: TwoWay<Doc>,
  pairs: readonly Pair<Doc>[],
  mark: boolean,
): Promise<Map<string, Merged<Doc>>> {
  const results = pairs.map(({ agreement, store, remote }) => {
    // Agreements are written by this function alone, in the terms of the same policy.
    const base = baseWithEchoes(agreement.base as Partial<Doc> | null, agreement.sent as Partial<Doc> | null, remote)
    const merged = mergeThreeWay(base, store, remote, policy)
    return { localId: agreement.localId, version: agreement.version, base: baseAfter(base, remote, policy), merged }
  })
  const news = results.filter(({ merged }) => Object.keys(merged.pushPatch).length > 0)
  if (mark)
    await markForPush(
      tx,
      record,
      news.map(({ localId }) => localId),
    )
  await saveAgreements(tx, accountId, entity, results)
  await insertConflicts(
    tx,
    results.flatMap(({ localId, merged }) =>
      merged.conflicts.map((conflict) => ({ accountId, entity: record, localId, ...conflict })),
    ),
  )
  return new Map(results.map(({ localId, merged }) => [localId, merged]))
}
