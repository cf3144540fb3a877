import type { Database } from '@hybrid-store/database'

/** First key of the two-key advisory locks; the second one is a hash of the name. */
export const LOCK_SPACE = { pull: 7_301, leader: 7_302, worker: 7_303, apply: 7_304, reconcile: 7_305 } as const

export interface HeldLock {
  /** Whether the connection that holds the lock is still there. */
  isHeld(): boolean
  release(): Promise<void>
}

/**
 * Takes a lock for as long as this process lives or until it is released; null if somebody else has it, and, with `waitMs`,
 * has not given it up by then. PostgreSQL gives it up by itself when the process dies, so nothing has to time out.
 */
export async function tryLock(db: Database, space: number, name: string, waitMs = 0): Promise<HeldLock | null> {
  const client = await db.dedicated()
  let held = true
  client.on('end', () => {
    held = false
  })
  // A process whose machine is cut off would otherwise keep the lock for the two hours of the system's default.
  await client.query('set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3')
  if (!(waitMs > 0 ? await isGranted(client, space, name, waitMs) : await isFree(client, space, name))) {
    await client.end()
    return null
  }
  return { isHeld: () => held, release: () => client.end() }
}

type Client = Awaited<ReturnType<Database['dedicated']>>

async function isFree(client: Client, space: number, name: string): Promise<boolean> {
  const taken = 'select pg_try_advisory_lock($1, hashtext($2)) as locked'
  const { rows } = await client.query<{ locked: boolean }>(taken, [space, name])
  return rows[0]?.locked ?? false
}

const LOCK_NOT_AVAILABLE = '55P03'

async function isGranted(client: Client, space: number, name: string, waitMs: number): Promise<boolean> {
  await client.query(`set lock_timeout = ${Math.ceil(waitMs)}`)
  try {
    await client.query('select pg_advisory_lock($1, hashtext($2))', [space, name])
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE) return false
    throw error
  }
}

/** Runs `work` under a lock; null without running it if somebody else has the lock. */
export async function withLock<T>(
  db: Database,
  space: number,
  name: string,
  work: () => Promise<T>,
  waitMs = 0,
): Promise<T | null> {
  const lock = await tryLock(db, space, name, waitMs)
  if (!lock) return null
  try {
    return await work()
  } finally {
    await lock.release()
  }
}
