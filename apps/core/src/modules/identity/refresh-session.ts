import type { SessionAudience } from '@hybrid-store/contracts'
import type { Database, Tx } from '@hybrid-store/database'
import type { Logger } from '@hybrid-store/http'
import { fail, ok, type Result } from '@hybrid-store/kernel'
import type { Subject } from './access-tokens.ts'
import { issuePair, type SessionDeps, type SessionTokens } from './open-session.ts'
import { refreshTokenHash } from './refresh-token.ts'
import { isReuse, SESSION_POLICIES } from './session-policy.ts'
import {
  endSession,
  extendSession,
  rotateToken,
  type Session,
  selectSession,
  selectToken,
} from './sessions.repository.ts'
import { selectStaffById } from './staff.repository.ts'

export type RefreshDeps = SessionDeps & { db: Database; logger: Logger }
type Refreshed = Result<SessionTokens, { code: 'session_revoked' }>

/**
 * Exchanges a refresh token for a new pair. A token that was exchanged before ends the whole session, for one of the two
 * who hold it has stolen it; within the grace of a few seconds it is taken for a parallel request of the same browser.
 */
export function refreshSession(deps: RefreshDeps, audience: SessionAudience, refreshToken: string): Promise<Refreshed> {
  return deps.db.transaction(async (tx) => {
    const session = await claimSession(tx, deps, refreshToken)
    if (!session || session.audience !== audience) return fail({ code: 'session_revoked' })

    const subject = await subjectOf(tx, session)
    if (!subject) {
      await endSession(tx, session.id, 'subject_gone', deps.clock.now())
      return fail({ code: 'session_revoked' })
    }
    const expiresAt = await keepOpen(tx, deps, session)
    return ok(await issuePair(tx, deps, { subject, sessionId: session.id, expiresAt }))
  })
}

/** The session the token still opens, or null. A reuse is recorded here: it must commit although the caller is refused. */
async function claimSession(tx: Tx, deps: RefreshDeps, refreshToken: string): Promise<Session | null> {
  const now = deps.clock.now()
  const tokenHash = refreshTokenHash(refreshToken)
  const first = await rotateToken(tx, tokenHash, now)
  const token = await selectToken(tx, tokenHash)
  if (!token) return null
  if (!first && token.rotatedAt && isReuse(token.rotatedAt, now)) {
    const ended = await endSession(tx, token.sessionId, 'token_reused', now)
    if (ended) deps.logger.warn({ session: token.sessionId }, 'a refresh token was used twice: session ended')
    return null
  }
  const session = await selectSession(tx, token.sessionId)
  return session && !session.endedAt && session.expiresAt > now ? session : null
}

/** Rights are read anew at every refresh, so that a change of them takes effect within one access token's life. */
async function subjectOf(tx: Tx, { audience, subjectId }: Session): Promise<Subject | null> {
  if (audience === 'customer') return { audience, id: subjectId, permissions: [] }
  const staff = await selectStaffById(tx, subjectId)
  return staff?.active ? { audience, id: staff.id, permissions: staff.permissions } : null
}

async function keepOpen(tx: Tx, deps: RefreshDeps, session: Session): Promise<Date> {
  const { sliding, lifetimeMs } = SESSION_POLICIES[session.audience]
  if (!sliding) return session.expiresAt
  const expiresAt = new Date(deps.clock.now().getTime() + lifetimeMs)
  await extendSession(tx, session.id, expiresAt)
  return expiresAt
}
