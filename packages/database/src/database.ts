import { createHash } from 'node:crypto'
import { correlationId } from '@hybrid-store/observability/correlation'
import pg from 'pg'
import type { Sql } from 'sql-template-tag'

/** Something that runs SQL: the pool for single reads, a transaction for everything else. */
export interface Queryable {
  /** All rows. `name` makes it a prepared statement on its connection: about 3 times as fast for short hot queries. */
  rows<Row extends object>(query: Sql, options?: { prepare?: boolean }): Promise<Row[]>
  /** The first row, or null. */
  row<Row extends object>(query: Sql, options?: { prepare?: boolean }): Promise<Row | null>
  /** Runs a statement and gives the number of rows it touched. */
  run(query: Sql, options?: { prepare?: boolean }): Promise<number>
}

/** An open transaction. Its methods work until the callback that was given it ends. */
export interface Tx extends Queryable {
  readonly inTransaction: true
}

export interface Database extends Queryable {
  /**
   * Runs `work` in one transaction (READ COMMITTED) and commits when it resolves. Deadlocks and serialization failures
   * (40P01, 40001) are repeated up to three times with jitter, so `work` must have no effects outside the transaction. The id
   * of the request it runs for is set as `app.correlation_id`.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Calls `onNotify` for each NOTIFY on `channel`, over a connection of its own that comes back by itself. */
  listen(channel: string, onNotify: (payload: string) => void): Promise<() => Promise<void>>
  /** A connection outside the pool for session-level work such as advisory locks. The caller ends it. */
  dedicated(): Promise<pg.Client>
  /** How many queries ran since start; tests assert differences of it. */
  readonly queryCount: number
  close(): Promise<void>
}

const INT8 = 20
const NUMERIC = 1700

/** int8 and numeric are read as numbers: amounts are whole Rial and versions stay far below 2^53; larger ones throw. */
function safeNumber(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new RangeError(`integer beyond 2^53 in the database: ${text}`)
  return value
}

const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    format !== 'binary' && (oid === INT8 || oid === NUMERIC) ? safeNumber : pg.types.getTypeParser(oid, format),
} as pg.CustomTypesConfig

export interface DatabaseOptions {
  url: string
  /** Shown in pg_stat_activity. */
  applicationName: string
  /** Most connections of the pool; 10 unless told. */
  max?: number
  /** Told of broken idle connections; they are replaced by themselves. */
  onError?: (error: Error) => void
}

/** A pool on `url`. Connects lazily: a wrong address shows at the first query, with the host and port in the error. */
export function createDatabase(options: DatabaseOptions): Database {
  const connection = { connectionString: options.url, application_name: options.applicationName, types }
  const pool = new pg.Pool({ ...connection, max: options.max ?? 10, connectionTimeoutMillis: 10_000 })
  pool.on('error', (error) => options.onError?.(error))
  let queryCount = 0
  const counted = (client: pg.Pool | pg.PoolClient): Queryable =>
    queryable((query) => {
      queryCount += 1
      return client.query(query)
    })

  return {
    ...counted(pool),
    get queryCount() {
      return queryCount
    },
    transaction: (work) =>
      retryTransient(() => runTransaction(pool, (client) => work({ ...counted(client), inTransaction: true }))),
    listen: (channel, onNotify) => listen(connection, channel, onNotify, options.onError),
    dedicated: async () => {
      const client = new pg.Client(connection)
      client.on('error', (error) => options.onError?.(error))
      await client.connect()
      return client
    },
    close: () => pool.end(),
  }
}

function queryable(send: (query: pg.QueryConfig) => Promise<pg.QueryResult>): Queryable {
  const run = (query: Sql, prepare = false) =>
    send({ text: query.text, values: query.values, ...(prepare ? { name: statementName(query.text) } : {}) })
  return {
    rows: async <Row extends object>(query: Sql, options?: { prepare?: boolean }) =>
      (await run(query, options?.prepare)).rows as Row[],
    row: async <Row extends object>(query: Sql, options?: { prepare?: boolean }) =>
      ((await run(query, options?.prepare)).rows[0] as Row | undefined) ?? null,
    run: async (query, options) => (await run(query, options?.prepare)).rowCount ?? 0,
  }
}

const names = new Map<string, string>()
function statementName(text: string): string {
  let name = names.get(text)
  if (!name) {
    name = createHash('sha1').update(text).digest('hex').slice(0, 24)
    names.set(text, name)
  }
  return name
}

async function runTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  // A connection that breaks between two queries says so by an event; unheard, it would end the process.
  const onBreak = (error: Error) => {
    broken = error
  }
  client.on('error', onBreak)
  try {
    await client.query(begin())
    const value = await work(client)
    await client.query('commit')
    return value
  } catch (error) {
    await client.query('rollback').catch((rollbackError: Error) => {
      broken = rollbackError
    })
    throw error
  } finally {
    client.off('error', onBreak)
    client.release(broken)
  }
}

/** On whose behalf it runs is known to triggers as `app.correlation_id`; in one round trip with its beginning. */
function begin(): string {
  const id = correlationId()
  return id === undefined ? 'begin' : `begin; set local app.correlation_id = ${pg.escapeLiteral(id)}`
}

const TRANSIENT = new Set(['40P01', '40001'])

async function retryTransient<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (tries >= 3 || !TRANSIENT.has((error as { code?: string }).code ?? '')) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** tries))
    }
  }
}

async function listen(
  connection: pg.ClientConfig,
  channel: string,
  onNotify: (payload: string) => void,
  onError?: (error: Error) => void,
): Promise<() => Promise<void>> {
  let closed = false
  let current: pg.Client | undefined
  const connect = async (): Promise<void> => {
    const client = new pg.Client(connection)
    client.on('notification', (message) => onNotify(message.payload ?? ''))
    client.on('error', (error) => onError?.(error))
    client.on('end', () => {
      if (!closed) setTimeout(reconnect, 500).unref()
    })
    await client.connect()
    await client.query(`listen ${pg.escapeIdentifier(channel)}`)
    current = client
  }
  const reconnect = () => {
    if (closed) return
    connect().catch((error: Error) => {
      onError?.(error)
      setTimeout(reconnect, 1_000).unref()
    })
  }
  await connect()
  return async () => {
    closed = true
    await current?.end()
  }
}
