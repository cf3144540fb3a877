import type { Database } from '@hybrid-store/database'
import { ENTITIES, type Entity } from '../entities/index.ts'
import { readDocs } from '../store/rows.repository.ts'
import { changedIds } from '../store/visibility.ts'
import type { Switches } from '../switches/switches.ts'
import { int32, wholeNumber } from './fold-keys.ts'

/** What a client asks for: the checkpoint of each wanted entity, the most rows per list, and the types of orders. */
export interface GetAllDataRequest {
  from: ReadonlyMap<Entity, number>
  pageSize: number | null
  /** Null for all. */
  orderTypes: readonly number[] | null
}

/**
 * Reads the request, whose members have lower-case names; null if a version or an order type is no number.
 * `currentVisitorId` is taken and changes nothing: the token says who reads.
 */
export function readGetAllDataRequest(members: Record<string, unknown>): GetAllDataRequest | null {
  const wanted = ENTITIES.map((entity) => [entity, members[`from${entity.name}Version`.toLowerCase()]] as const)
  const from = new Map<Entity, number>()
  for (const [entity, value] of wanted) {
    if (value === undefined || value === null || value === '') continue
    const version = wholeNumber(value)
    if (version === null) return null
    from.set(entity, version)
  }
  const pageSize = wholeNumber(members.pagesize) ?? 0
  const orderTypes = readOrderTypes(members.ordertypes)
  return orderTypes === undefined ? null : { from, pageSize: pageSize > 0 ? pageSize : null, orderTypes }
}

/** The wanted types; null for all, undefined if it is no list of numbers. */
function readOrderTypes(value: unknown): number[] | null | undefined {
  if (value === undefined || value === null) return null
  if (!Array.isArray(value)) return undefined
  const types = value.map(int32)
  const known = types.filter((type) => type !== null)
  if (known.length < types.length) return undefined
  return known.length === 0 ? null : known
}

/**
 * The answer as pieces of JSON text: always all 57 keys, `null` where nothing was asked, rows in no order (§3.2, §3.3).
 * Only the ids of one entity and a batch of texts are in memory at a time.
 */
export async function* getAllData(
  db: Database,
  visitorId: number,
  request: GetAllDataRequest,
  switches: Switches,
): AsyncGenerator<string> {
  const semantics = switches.fromSemantics
  let opening = '{"Result":true,"Data":{"Objects":{'
  for (const entity of ENTITIES) {
    yield `${opening}"${entity.list}":`
    opening = ','
    const from = request.from.get(entity)
    if (from === undefined) {
      yield 'null'
      continue
    }
    const ids = await changedIds(db, entity, { visitorId, from, semantics, orderTypes: request.orderTypes })
    const inOrder = switches.sorted ? ids : disorder(ids)
    yield* rowTexts(db, entity, inOrder.slice(0, request.pageSize ?? ids.length))
  }
  yield '}}}'
}

const BATCH = 1_000

async function* rowTexts(db: Database, entity: Entity, ids: readonly number[]): AsyncGenerator<string> {
  let separator = '['
  for (let start = 0; start < ids.length; start += BATCH) {
    const batch = ids.slice(start, start + BATCH)
    const docs = await readDocs(db, entity, batch)
    yield separator + batch.flatMap((id) => docs.get(id) ?? []).join(',')
    separator = ','
  }
  yield ids.length === 0 ? '[]' : ']'
}

const BLOCK = 16

/** Shuffles within small blocks, always in the same way: neighbours change places as in the captures (…145, …141, …146). */
function disorder(ids: readonly number[]): number[] {
  const mixed: number[] = []
  for (let start = 0; start < ids.length; start += BLOCK) {
    mixed.push(...ids.slice(start, start + BLOCK).sort((a, b) => scatter(a) - scatter(b) || a - b))
  }
  return mixed
}

const scatter = (id: number): number => Math.imul(id, 0x9e3779b1) >>> 0
