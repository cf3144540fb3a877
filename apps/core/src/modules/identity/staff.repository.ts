import { type Queryable, sql, type Tx } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'

export interface Staff {
  id: Id<'stf'>
  username: string
  permissions: string[]
  active: boolean
}

const columns = sql`id, username, permissions, active`

export const selectStaffById = (db: Queryable, id: string): Promise<Staff | null> =>
  db.row<Staff>(sql`select ${columns} from identity.staff where id = ${id}`)

export const selectStaffByName = (
  db: Queryable,
  username: string,
): Promise<(Staff & { passwordHash: string }) | null> =>
  db.row(sql`select ${columns}, password_hash as "passwordHash" from identity.staff where username = ${username}`)

export const insertStaffIfNew = (
  tx: Tx,
  staff: { id: Id<'stf'>; username: string; passwordHash: string; permissions: readonly string[] },
): Promise<number> =>
  tx.run(sql`
    insert into identity.staff (id, username, password_hash, permissions)
    values (${staff.id}, ${staff.username}, ${staff.passwordHash}, ${[...staff.permissions]}::text[])
    on conflict (username) do nothing`)

/**
 * Counts a try before the password is looked at; the `most`-th failure in a row locks the name until `lockedUntil`. Gives
 * the end of the lock if the name was locked already, else null.
 */
export async function countTry(
  tx: Tx,
  username: string,
  lock: { most: number; now: Date; until: Date },
): Promise<Date | null> {
  const counted = await tx.run(sql`
    insert into identity.staff_login_failure as f (username, failures, last_at) values (${username}, 1, ${lock.now})
    on conflict (username) do update set
      failures = case when f.failures + 1 >= ${lock.most} then 0 else f.failures + 1 end,
      locked_until = case when f.failures + 1 >= ${lock.most} then ${lock.until}::timestamptz end,
      last_at = ${lock.now}
    where f.locked_until is null or f.locked_until <= ${lock.now}`)
  if (counted === 1) return null
  const row = await tx.row<{ lockedUntil: Date }>(
    sql`select locked_until as "lockedUntil" from identity.staff_login_failure where username = ${username}`,
  )
  return row?.lockedUntil ?? null
}

export const forgetFailures = (tx: Tx, username: string): Promise<number> =>
  tx.run(sql`delete from identity.staff_login_failure where username = ${username}`)

export const forgetFailuresBefore = (tx: Tx, time: Date): Promise<number> =>
  tx.run(sql`delete from identity.staff_login_failure where last_at < ${time}`)
