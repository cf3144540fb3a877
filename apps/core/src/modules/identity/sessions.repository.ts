import type { SessionAudience } from '@hybrid-store/contracts'
import { type Queryable, sql, type Tx } from '@hybrid-store/database'

export interface Session {
  id: string
  audience: SessionAudience
  subjectId: string
  expiresAt: Date
  endedAt: Date | null
}
export type EndReason = 'logout' | 'token_reused' | 'subject_gone'

export async function insertSession(
  tx: Tx,
  session: { audience: SessionAudience; subjectId: string; createdAt: Date; expiresAt: Date },
): Promise<string> {
  const row = await tx.row<{ id: string }>(sql`
    insert into identity.session (audience, subject_id, created_at, expires_at)
    values (${session.audience}, ${session.subjectId}, ${session.createdAt}, ${session.expiresAt}) returning id`)
  if (!row) throw new Error('insert gave no row')
  return row.id
}

export const deleteExpiredSessions = (tx: Tx, subjectId: string, now: Date): Promise<number> =>
  tx.run(sql`delete from identity.session where subject_id = ${subjectId} and expires_at < ${now}`)

export const selectSession = (db: Queryable, id: string): Promise<Session | null> =>
  db.row<Session>(sql`
    select id, audience, subject_id as "subjectId", expires_at as "expiresAt", ended_at as "endedAt"
    from identity.session where id = ${id}`)

export const extendSession = (tx: Tx, id: string, expiresAt: Date): Promise<number> =>
  tx.run(sql`update identity.session set expires_at = ${expiresAt} where id = ${id}`)

export const endSession = (tx: Tx, id: string, because: EndReason, now: Date): Promise<number> =>
  tx.run(sql`
    update identity.session set ended_at = ${now}, ended_because = ${because} where id = ${id} and ended_at is null`)

export const insertToken = (tx: Tx, tokenHash: Buffer, sessionId: string, now: Date): Promise<number> =>
  tx.run(sql`
    insert into identity.refresh_token (token_hash, session_id, issued_at) values (${tokenHash}, ${sessionId}, ${now})`)

/** True for the one caller that uses the token first; the row stays locked until its transaction ends. */
export async function rotateToken(tx: Tx, tokenHash: Buffer, now: Date): Promise<boolean> {
  const rotated = await tx.run(
    sql`update identity.refresh_token set rotated_at = ${now} where token_hash = ${tokenHash} and rotated_at is null`,
  )
  return rotated === 1
}

export const selectToken = (
  db: Queryable,
  tokenHash: Buffer,
): Promise<{ sessionId: string; rotatedAt: Date | null } | null> =>
  db.row(sql`
    select session_id as "sessionId", rotated_at as "rotatedAt"
    from identity.refresh_token where token_hash = ${tokenHash}`)
