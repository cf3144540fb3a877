import type { Clock } from '@hybrid-store/kernel'
import { failure, type MahakFailure } from '../failure.ts'
import { failureOfStatus } from '../http/failure-of-status.ts'
import type { HttpAnswer, HttpCall, Transport } from '../http/transport.ts'
import type { MahakPaths } from '../options.ts'
import type { Session } from '../session/log-in.ts'
import type { Sessions } from '../session/sessions.ts'
import type { Attempt } from '../session/with-session.ts'

/** What every call of the API needs. */
export interface CallContext {
  transport: Transport
  sessions: Sessions
  clock: Clock
  baseUrl: string
  paths: MahakPaths
  maxResponseBytes: number
}

// The address is wrong or Mahak is being rebuilt; that says nothing about what was posted.
const notFound: ReadonlySet<number> = new Set([404, 405, 410])

/** A call of the API below the base URL. */
export type ApiCall = Omit<HttpCall, 'url'> & { path: string }

/** Posts JSON with the session's token; an answer with status 200 is handed back unread. */
export function post(
  context: CallContext,
  session: Session,
  call: Pick<ApiCall, 'path' | 'body' | 'totalMs' | 'signal'>,
): Promise<Attempt<HttpAnswer>> {
  return callApi(context, session, { ...call, method: 'POST', headers: { 'content-type': 'application/json' } })
}

/** Makes a call with the session's token; an answer with status 200 is handed back unread. */
export async function callApi(context: CallContext, session: Session, call: ApiCall): Promise<Attempt<HttpAnswer>> {
  const { path, ...rest } = call
  const answer = await context.transport.call({
    ...rest,
    url: `${context.baseUrl}${path}`,
    headers: { ...call.headers, authorization: `Bearer ${session.token}` },
  })
  if (!answer.ok || answer.value.status === 200) return answer
  const error = notFound.has(answer.value.status)
    ? { ...(await failureOfStatus(answer.value, context.clock)), code: 'unavailable' as const }
    : await failureOfStatus(answer.value, context.clock)
  return answer.value.status === 401 ? { ok: false, error, tokenRefused: true } : { ok: false, error }
}

/** A body without `Result` is how an expired token shows to clients that do not look at the status (§1.4). */
export function withoutResult<Value>(): Attempt<Value> {
  return { ...failure('malformed', 'the answer has no Result', true), tokenRefused: true }
}

/** Marks a refusal that is about the token, so that the call is repeated with a new one. */
export function renewable<Value>(refused: { ok: false; error: MahakFailure }): Attempt<Value> {
  return refused.error.code === 'unauthorized' ? { ...refused, tokenRefused: true } : refused
}
