import type { Tx } from '@hybrid-store/database'
import { type Id, newId } from '@hybrid-store/kernel'
import { localId } from '../local-id.ts'
import { insertRemoteLinks, selectLocalIds } from './link.repository.ts'

/** The local ids of these rows of Mahak; rows without one get a new one, which they keep for ever. */
export async function linkRows<Prefix extends string>(
  tx: Tx,
  accountId: number,
  entity: string,
  prefix: Prefix,
  mahakIds: readonly number[],
): Promise<(mahakId: number) => Id<Prefix>> {
  const known = await selectLocalIds(tx, accountId, entity, mahakIds)
  const fresh = [...new Set(mahakIds)]
    .filter((mahakId) => !known.has(mahakId))
    .map((mahakId) => ({ mahakId, localId: newId(prefix) }))
  await insertRemoteLinks(tx, accountId, entity, fresh)
  for (const pair of fresh) known.set(pair.mahakId, pair.localId)
  return (mahakId) => localId(prefix, known.get(mahakId) ?? '')
}

/** The local ids of rows that are linked already; null for those that are not. */
export async function linkedRows<Prefix extends string>(
  tx: Tx,
  accountId: number,
  entity: string,
  prefix: Prefix,
  mahakIds: Iterable<number | null>,
): Promise<(mahakId: number | null) => Id<Prefix> | null> {
  const known = await selectLocalIds(tx, accountId, entity, mahakIds)
  return (mahakId) => {
    const found = mahakId === null ? undefined : known.get(mahakId)
    return found === undefined ? null : localId(prefix, found)
  }
}
