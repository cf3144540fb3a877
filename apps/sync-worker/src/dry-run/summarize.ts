import { countUnpriced, samplePrices } from '@hybrid-store/core/catalog'
import { bucketOf, type Database, type Digests, type Queryable, sql } from '@hybrid-store/database'
import { hidePersonal } from '../push/exchange.repository.ts'
import { type Comparison, comparisons } from '../reconcile/comparisons/index.ts'
import { driftsOf, type Fields } from '../reconcile/drift.ts'
import type { Account } from '../sync-deps.ts'
import type { Summary } from './plan.repository.ts'
import type { Sink } from './sink.ts'

/** Entries that are shown of each kind. */
const SHOWN = 100
/** Buckets that are looked into at once. */
const AT_ONCE = 64
const SAMPLES = 3

/** The shop before the rehearsal. */
export interface Before {
  db: Queryable
  digests: ReadonlyMap<Comparison, Digests>
  lastConflict: number
}

type Entry = Summary['entries'][number]

export async function lookBefore(db: Database): Promise<Before> {
  const digests = new Map<Comparison, Digests>()
  for (const comparison of comparisons) digests.set(comparison, await comparison.digest(db))
  const last = await db.row<{ id: number }>(sql`select coalesce(max(id), 0) as id from sync.conflict`)
  return { db, digests, lastConflict: last?.id ?? 0 }
}

/** What has become different on `stage`: the shop's records that changed, whatever changed them, and what was sent. */
export async function summarize(stage: Queryable, account: Account, before: Before, sink: Sink): Promise<Summary> {
  const changes = new Tally()
  for (const comparison of comparisons) await noteChanges(stage, account, before, comparison, changes)
  const sends = new Tally()
  for (const { entity, draft } of sink.sunk)
    sends.add({ entity, recordId: '', action: 'send', diff: { ...hidePersonal(draft) } })
  const conflicts = await readNewConflicts(stage, before.lastConflict)
  return {
    changes: changes
      .counts()
      .flatMap(({ entity, action, count }) => (isChange(action) ? [{ entity, action, count }] : [])),
    sends: sends.counts().map(({ entity, count }) => ({ entity, count })),
    calls: sink.calls,
    conflicts: conflicts.length,
    warnings: await readWarnings(stage),
    zeroPrices: await countUnpriced(stage),
    prices: await samplePrices(stage, SAMPLES),
    entries: [...changes.entries, ...sends.entries, ...conflicts.slice(0, SHOWN)],
  }
}

const isChange = (action: Entry['action']): action is Summary['changes'][number]['action'] =>
  action !== 'send' && action !== 'conflict'

/** Counts entries by their kind and keeps the first of each. */
class Tally {
  readonly entries: Entry[] = []
  readonly #kinds = new Map<string, { entity: string; action: Entry['action']; count: number }>()

  add(entry: Entry): void {
    const { entity, action } = entry
    const kind = this.#kinds.get(`${entity} ${action}`) ?? { entity, action, count: 0 }
    kind.count += 1
    this.#kinds.set(`${entity} ${action}`, kind)
    if (kind.count <= SHOWN) this.entries.push(entry)
  }

  counts() {
    return [...this.#kinds.values()]
  }
}

async function noteChanges(
  stage: Queryable,
  account: Account,
  { db, digests }: Before,
  comparison: Comparison,
  tally: Tally,
): Promise<void> {
  const was = digests.get(comparison) ?? new Map<number, string>()
  const is = await comparison.digest(stage)
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter((bucket) => was.get(bucket) !== is.get(bucket))
  for (let start = 0; start < changed.length; start += AT_ONCE) {
    const ids = await idsIn(stage, account, comparison, changed.slice(start, start + AT_ONCE))
    const [former, present] = [await comparison.here(db, account, ids), await comparison.here(stage, account, ids)]
    const recordIdOf = await recordIds(stage, account, [...present.keys()])
    for (const [id, fields] of present) {
      const entry = entryOf(comparison, recordIdOf(id), former.get(id) ?? null, fields)
      if (entry) tally.add(entry)
    }
  }
}

async function idsIn(
  stage: Queryable,
  account: Account,
  comparison: Comparison,
  buckets: readonly number[],
): Promise<string[]> {
  const rows = await stage.rows<{ id: string }>(sql`
    select distinct s.id from (${comparison.mirror(account.id)}) s
    where ${bucketOf(sql`s.id`)} = any(${buckets}::int[]) order by s.id`)
  return rows.map(({ id }) => id)
}

/** Mahak's ids of records; those of detail and store for stock. */
async function recordIds(
  stage: Queryable,
  account: Account,
  keys: readonly string[],
): Promise<(key: string) => string> {
  const ids = [...new Set(keys.flatMap((key) => key.split(' ')))]
  const rows = await stage.rows<{ localId: string; mahakId: number }>(sql`
    select local_id as "localId", mahak_id as "mahakId" from sync.link
    where account_id = ${account.id} and local_id = any(${ids}::text[]) and mahak_id is not null
      and entity in ('ProductCategories', 'Products', 'ProductDetails', 'Stores', 'People', 'PersonAddresses', 'Orders')`)
  const known = new Map(rows.map(({ localId, mahakId }) => [localId, mahakId]))
  return (key) =>
    key
      .split(' ')
      .map((id) => known.get(id) ?? id)
      .join('/')
}

/** What happens to a record; null if nothing does. */
function entryOf(
  { entity, personal }: Comparison,
  recordId: string,
  former: Fields | null,
  present: Fields | null,
): Entry | null {
  if (!former && !present) return null
  if (!present) return { entity, recordId, action: 'delete', diff: {} }
  const record = { entity, recordId, mahakId: null, localId: '' }
  const drifts = driftsOf({ ...record, here: former ?? {}, there: present }, personal)
  if (drifts.length === 0) return null
  const diff = Object.fromEntries(drifts.map(({ field, here, there }) => [field, [here, there]]))
  return { entity, recordId, action: former ? 'update' : 'create', diff }
}

async function readNewConflicts(stage: Queryable, after: number): Promise<Entry[]> {
  const rows = await stage.rows<{ entity: string; recordId: string; field: string; winner: string }>(sql`
    select entity, local_id as "recordId", field, winner from sync.conflict where id > ${after} order by id`)
  return rows.map(({ entity, recordId, field, winner }) => ({
    entity,
    recordId,
    action: 'conflict',
    diff: { [field]: `${winner} wins` },
  }))
}

/** Issues that the rehearsal has met: all of them are dated with its beginning. */
async function readWarnings(stage: Queryable): Promise<string[]> {
  const rows = await stage.rows<{ message: string }>(sql`
    select distinct message from sync.issue where last_at = now() and status = 'open' order by message limit ${SHOWN}`)
  return rows.map(({ message }) => message)
}
