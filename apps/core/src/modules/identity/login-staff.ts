import type { Database } from '@hybrid-store/database'
import { fail, ok, type Result } from '@hybrid-store/kernel'
import { openSession, type SessionDeps, type SessionTokens } from './open-session.ts'
import { passwordMatches } from './passwords.ts'
import { countTry, forgetFailures, forgetFailuresBefore, type Staff, selectStaffByName } from './staff.repository.ts'

const MOST_FAILURES = 5
const LOCK_MS = 60_000
const FORGET_MS = 24 * 3_600_000

export type LoginStaffDeps = SessionDeps & { db: Database }
export type LoginStaffError = { code: 'invalid_credentials' } | { code: 'too_many_requests'; retryAfterSeconds: number }

/** Opens a session by name and password. Unknown names cost the same effort and are locked like known ones. */
export async function loginStaff(
  deps: LoginStaffDeps,
  credentials: { username: string; password: string },
): Promise<Result<{ staff: Staff; session: SessionTokens }, LoginStaffError>> {
  const username = credentials.username.trim().toLowerCase()
  const waitMs = await countAttempt(deps, username)
  if (waitMs > 0) return fail({ code: 'too_many_requests', retryAfterSeconds: Math.ceil(waitMs / 1000) })

  const staff = await selectStaffByName(deps.db, username)
  const matches = await passwordMatches(staff?.passwordHash, credentials.password)
  if (!staff?.active || !matches) return fail({ code: 'invalid_credentials' })

  return deps.db.transaction(async (tx) => {
    await forgetFailures(tx, username)
    const session = await openSession(tx, deps, { audience: 'staff', id: staff.id, permissions: staff.permissions })
    return ok({ staff, session })
  })
}

function countAttempt(deps: LoginStaffDeps, username: string): Promise<number> {
  return deps.db.transaction(async (tx) => {
    const now = deps.clock.now()
    await forgetFailuresBefore(tx, new Date(now.getTime() - FORGET_MS))
    const until = new Date(now.getTime() + LOCK_MS)
    const lockedUntil = await countTry(tx, username, { most: MOST_FAILURES, now, until })
    return lockedUntil ? lockedUntil.getTime() - now.getTime() : 0
  })
}
