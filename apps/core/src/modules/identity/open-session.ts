import type { Tx } from '@hybrid-store/database'
import type { Clock } from '@hybrid-store/kernel'
import { ACCESS_TOKEN_SECONDS, type AccessTokens, type Subject } from './access-tokens.ts'
import { newRefreshToken, refreshTokenHash } from './refresh-token.ts'
import { SESSION_POLICIES } from './session-policy.ts'
import { deleteExpiredSessions, insertSession, insertToken } from './sessions.repository.ts'

export interface SessionTokens {
  accessToken: string
  expiresInSeconds: number
  refreshToken: string
  refreshExpiresAt: Date
}

export interface SessionDeps {
  clock: Clock
  tokens: AccessTokens
}

/** Begins a session for someone who has just proven who they are. */
export async function openSession(tx: Tx, deps: SessionDeps, subject: Subject): Promise<SessionTokens> {
  const now = deps.clock.now()
  const { audience, id: subjectId } = subject
  const expiresAt = new Date(now.getTime() + SESSION_POLICIES[audience].lifetimeMs)
  await deleteExpiredSessions(tx, subjectId, now)
  const sessionId = await insertSession(tx, { audience, subjectId, createdAt: now, expiresAt })
  return issuePair(tx, deps, { subject, sessionId, expiresAt })
}

/** One more access token and refresh token of a session. */
export async function issuePair(
  tx: Tx,
  deps: SessionDeps,
  session: { subject: Subject; sessionId: string; expiresAt: Date },
): Promise<SessionTokens> {
  const refreshToken = newRefreshToken()
  await insertToken(tx, refreshTokenHash(refreshToken), session.sessionId, deps.clock.now())
  return {
    accessToken: await deps.tokens.issue(session.subject),
    expiresInSeconds: ACCESS_TOKEN_SECONDS,
    refreshToken,
    refreshExpiresAt: session.expiresAt,
  }
}
