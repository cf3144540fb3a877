import type { Database } from '@hybrid-store/database'
import type { Clock } from '@hybrid-store/kernel'
import { refreshTokenHash } from './refresh-token.ts'
import { endSession, selectToken } from './sessions.repository.ts'

/** Ends the session a refresh token belongs to; an unknown token is no error, for the person is logged out either way. */
export function closeSession(deps: { db: Database; clock: Clock }, refreshToken: string): Promise<void> {
  return deps.db.transaction(async (tx) => {
    const token = await selectToken(tx, refreshTokenHash(refreshToken))
    if (token) await endSession(tx, token.sessionId, 'logout', deps.clock.now())
  })
}
