import type { Clock } from '@hybrid-store/kernel'
import { failure, type MahakFailure, type Outcome } from '../failure.ts'
import type { MahakAccount } from './account.ts'
import type { LogIn, Session } from './log-in.ts'

export interface Sessions {
  /** The session in use, or a new one when there is none younger than `maxAgeMs`. */
  current(maxAgeMs?: number): Promise<Outcome<Session>>
  /** A session other than `refused`. However many callers were refused with the same one, they share one login. */
  renew(refused: Session): Promise<Outcome<Session>>
}

// A wrong password is not tried again at every call, lest Mahak locks the user out.
const REFUSAL_MEMORY_MS = 30_000
// An expired subscription may be renewed any minute.
const EXPIRED_TTL_MS = 60_000

/** Keeps one session for all calls; a login is never made twice at the same time. */
export function createSessions(logIn: LogIn, options: { tokenTtlMs: number; clock: Clock }): Sessions {
  let session: Session | null = null
  let pending: Promise<Outcome<Session>> | null = null
  let refusal: { failure: MahakFailure; at: number } | null = null
  let identity: MahakAccount | null = null

  const now = () => options.clock.now().getTime()

  const isFresh = (candidate: Session, maxAgeMs: number): boolean => {
    const expired = (candidate.account.creditDay ?? 0) < 0
    return now() - candidate.startedAt.getTime() < Math.min(maxAgeMs, expired ? EXPIRED_TTL_MS : options.tokenTtlMs)
  }

  const start = async (): Promise<Outcome<Session>> => {
    if (refusal && now() - refusal.at < REFUSAL_MEMORY_MS) return { ok: false, error: refusal.failure }
    const outcome = sameAccount(identity, await logIn())
    session = outcome.ok ? outcome.value : null
    identity ??= session?.account ?? null
    refusal = outcome.ok || !isRefusal(outcome.error) ? null : { failure: outcome.error, at: now() }
    return outcome
  }

  const startOnce = (): Promise<Outcome<Session>> => {
    pending ??= start().finally(() => {
      pending = null
    })
    return pending
  }

  return {
    current: async (maxAgeMs = Number.POSITIVE_INFINITY) =>
      session && isFresh(session, maxAgeMs) ? { ok: true, value: session } : startOnce(),
    renew: async (refused) => (session && session.token !== refused.token ? { ok: true, value: session } : startOnce()),
  }
}

const isRefusal = ({ code }: MahakFailure): boolean => code === 'unauthorized' || code === 'account_changed'

/** Another database or visitor makes every known id and version meaningless (§2.2): nothing may go on unnoticed. */
function sameAccount(known: MahakAccount | null, outcome: Outcome<Session>): Outcome<Session> {
  if (!known || !outcome.ok) return outcome
  const { visitorId, databaseId } = outcome.value.account
  if (visitorId === known.visitorId && databaseId === known.databaseId) return outcome
  const was = `visitor ${known.visitorId} of database ${known.databaseId}`
  return failure(
    'account_changed',
    `the login now leads to visitor ${visitorId} of database ${databaseId}, not to ${was}`,
    false,
  )
}
