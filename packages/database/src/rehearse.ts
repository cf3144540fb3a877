import type { Database, Queryable } from './database.ts'
import { sql } from './sql.ts'

/**
 * Runs `work` on a database in which everything is as it is, and nothing that is done stays: all of it is one transaction that
 * is rolled back at the end. Its transactions are savepoints, one at a time; advisory locks are taken for real. Sequences go
 * on, as they do after every rollback.
 */
export async function rehearse<T>(db: Database, work: (stage: Database) => Promise<T>): Promise<T> {
  const curtain = new Curtain<T>()
  try {
    await db.transaction(async (tx) => {
      curtain.fall(await work(stageOn(db, tx)))
    })
  } catch (error) {
    if (error !== curtain) throw error
  }
  return curtain.value()
}

/** Ends the transaction by being thrown, and carries what the work has given. */
class Curtain<T> extends Error {
  override name = 'Curtain'
  #given: { value: T } | null = null

  fall(value: T): never {
    this.#given = { value }
    throw this
  }

  value(): T {
    if (!this.#given) throw new Error('the rehearsal did not end')
    return this.#given.value
  }
}

function stageOn(db: Database, tx: Queryable): Database {
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }
  return {
    rows: (query, options) => inTurn(() => tx.rows(query, options)),
    row: (query, options) => inTurn(() => tx.row(query, options)),
    run: (query, options) => inTurn(() => tx.run(query, options)),
    transaction: (work) => inTurn(() => scene(tx, () => work({ ...tx, inTransaction: true }))),
    listen: (channel, onNotify) => db.listen(channel, onNotify),
    dedicated: () => db.dedicated(),
    get queryCount() {
      return db.queryCount
    },
    close: async () => undefined,
  }
}

async function scene<T>(tx: Queryable, work: () => Promise<T>): Promise<T> {
  await tx.run(sql`savepoint scene`)
  try {
    const value = await work()
    await tx.run(sql`release savepoint scene`)
    return value
  } catch (error) {
    await tx.run(sql`rollback to savepoint scene`)
    throw error
  }
}
