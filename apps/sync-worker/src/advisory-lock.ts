import type { Database } from '@hybrid-store/database'

/** First key of the two-key advisory locks; the second one is a hash of the name. */
export const LOCK_SPACE = { pull: 7_301, leader: 7_302, worker: 7_303, apply: 7_304, reconcile: 7_305 } as const

export interface HeldLock {
  /** Whether the connection that holds the lock is still there. */
  isHeld(): boolean
  release(): Promise<void>
}

/**
 * Takes a lock for as long as this process lives or until it is released; null if somebody else has it. PostgreSQL gives it
 * up by itself when the process dies, so nothing has to time out.
 */
export async function tryLock(db: Database, space: number, name: string): Promise<HeldLock | null> {
  const client = await db.dedicated()
  let held = true
  client.on('end', () => {
    held = false
  })
  // A process whose machine is cut off would otherwise keep the lock for the two hours of the system's default.
  await client.query('set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3')
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as locked', [
    space,
    name,
  ])
  if (!rows[0]?.locked) {
    await client.end()
    return null
  }
  return { isHeld: () => held, release: () => client.end() }
}

/** Runs `work` under a lock; null without running it if somebody else has the lock. */
export async function withLock<T>(
  db: Database,
  space: number,
  name: string,
  work: () => Promise<T>,
): Promise<T | null> {
  const lock = await tryLock(db, space, name)
  if (!lock) return null
  try {
    return await work()
  } finally {
    await lock.release()
  }
}
