import type { Queryable } from '@hybrid-store/database'
import { fail, ok } from '@hybrid-store/kernel'
import { type EntityName, entities, entityOfList } from '@hybrid-store/mahak-client'
import type { AccountAnswer, MahakPort, SavedRow, SaveResults } from '../mahak-port.ts'
import { ENTITY_GROUPS, entityGroups } from '../pull/entity-groups.ts'
import { replayAnswer } from './recorded-answers.ts'

/** A row that would have been sent. */
export interface SunkRow {
  entity: EntityName
  draft: object
}

export interface Sink extends MahakPort {
  readonly sunk: readonly SunkRow[]
  readonly calls: number
}

/** Ids of rows that nobody has stored; Mahak's own are far below. */
const FIRST_ID = 2_000_000_000

/**
 * A Mahak that answers as it answered before, takes everything that is sent, says so, and keeps nothing of it but a note.
 * Nothing of it leaves the process.
 */
export function createSink(db: Queryable, planId: number, account: AccountAnswer): Sink {
  const sunk: SunkRow[] = []
  let calls = 0
  return {
    sunk,
    get calls() {
      return calls
    },
    async *changes(versions) {
      const group = entityGroups.find((name) => ENTITY_GROUPS[name].some((entity) => entity in versions))
      if (group) yield* replayAnswer(db, planId, group)
    },
    saveRows: async (lists) => {
      calls += 1
      const results: SaveResults = {}
      for (const [list, drafts] of Object.entries(lists)) {
        const entity = entityOfList(list)
        if (entity) Object.assign(results, { [list]: drafts.map((draft, index) => take(entity, draft, index)) })
      }
      return ok(results)
    },
    account: async () => ok(account),
    uploadPicture: async () => ok({ url: null, hash: null, rowVersion: null }),
    picture: async () => fail({ code: 'unavailable', message: 'a rehearsal fetches no pictures', sent: false }),
  }

  function take(entity: EntityName, draft: object, index: number): SavedRow {
    sunk.push({ entity, draft })
    const { idKey, clientIdKey } = entities[entity]
    const id = numberOf(draft, idKey) ?? FIRST_ID + sunk.length
    const clientId = clientIdKey === null ? undefined : numberOf(draft, clientIdKey)
    return { ok: true, index, id, ...(clientId === undefined ? {} : { clientId }) }
  }
}

function numberOf(draft: object, key: string): number | undefined {
  const value: unknown = Reflect.get(draft, key)
  return typeof value === 'number' ? value : undefined
}
