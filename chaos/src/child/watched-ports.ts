import type { Database, Queryable, Tx } from '@hybrid-store/database'
import type { MessageBus } from '@hybrid-store/messaging'
import type { MahakPort } from '@hybrid-store/sync-worker'
import { reach } from './stages.ts'

const WRITES = /(?:insert into|update|delete from)\s+((?:sync|catalog|inventory|orders|customers|platform)\.[a-z_"]+)/gi

/** A database that reaches a stage before and after each commit, named by the tables that were written. */
export function watchedDatabase(db: Database): Database {
  return Object.assign(Object.create(db) as Database, {
    transaction: async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
      const written = new Set<string>()
      const value = await db.transaction(async (tx) => {
        written.clear()
        const result = await work(Object.assign(Object.create(tx) as Tx, watchedQueries(tx, written)))
        if (written.size > 0) reach('before', 'commit', ...written)
        return result
      })
      if (written.size > 0) reach('after', 'commit', ...written)
      return value
    },
  })
}

function watchedQueries(tx: Tx, written: Set<string>): Queryable {
  const note = (text: string) => {
    for (const [, table] of text.matchAll(WRITES)) if (table) written.add(table.toLowerCase())
  }
  return {
    rows: (query, options) => {
      note(query.text)
      return tx.rows(query, options)
    },
    row: (query, options) => {
      note(query.text)
      return tx.row(query, options)
    },
    run: (query, options) => {
      note(query.text)
      return tx.run(query, options)
    },
  }
}

/** Mahak as the worker sees it, with a stage around each call. */
export function watchedMahak<Port extends MahakPort>(mahak: Port): Port {
  return Object.assign(Object.create(mahak) as Port, {
    saveRows: async (lists: Parameters<MahakPort['saveRows']>[0]) => {
      const names = Object.keys(lists)
      reach('before', 'save', ...names)
      const answer = await mahak.saveRows(lists)
      reach('after', 'save', ...names)
      return answer
    },
    changes: async function* (versions: Parameters<MahakPort['changes']>[0]) {
      reach('before', 'read')
      for await (const line of mahak.changes(versions)) {
        reach('after', 'line')
        yield line
      }
      reach('after', 'read')
    },
  })
}

/** A bus that reaches a stage around each publication and loses the `lost` next ones. */
export function watchedBus(bus: MessageBus, isLost: () => boolean): MessageBus {
  return Object.assign(Object.create(bus) as MessageBus, {
    publish: async (...message: Parameters<MessageBus['publish']>) => {
      if (isLost()) return
      reach('before', 'publish')
      await bus.publish(...message)
      reach('after', 'publish')
    },
  })
}
