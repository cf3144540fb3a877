import { ok } from '@hybrid-store/kernel'
import { member } from '../answer/member.ts'
import { meaningOf, refusalOf } from '../answer/refusal.ts'
import { CREDENTIAL_FIELDS } from '../entities/fields.ts'
import { failure, failureOfBroken, type Outcome } from '../failure.ts'
import { readJson } from '../http/transport.ts'
import type { Session } from '../session/log-in.ts'
import { type Attempt, withSession } from '../session/with-session.ts'
import { type ApiCall, type CallContext, callApi, renewable, withoutResult } from './api-call.ts'
import { resultOf } from './result-of.ts'

const MAX_ANSWER = 32 * 1024 * 1024

export const JSON_CONTENT = { 'content-type': 'application/json' }

/**
 * Makes a call whose answer is small and which may be repeated without harm, and hands the answer, without the credentials
 * that rows carry (§4.8), to `conclude`. `request` is asked again for the repetition with a new token.
 */
export function ask<Value>(
  context: CallContext,
  request: (session: Session) => ApiCall,
  conclude: (answer: unknown) => Attempt<Value>,
): Promise<Outcome<Value>> {
  return withSession(context.sessions, async (session) => {
    const answer = await callApi(context, session, request(session))
    if (!answer.ok) return answer
    try {
      return conclude(await readJson(answer.value.body, MAX_ANSWER, withoutCredentials))
    } catch (error) {
      return failureOfBroken(error)
    }
  })
}

const withoutCredentials = (key: string, value: unknown): unknown =>
  CREDENTIAL_FIELDS.has(key.toLowerCase()) ? undefined : value

/** `Data` of an envelope that says yes, null if it has none. */
export function dataOf(envelope: unknown): Attempt<unknown> {
  const result = resultOf(envelope)
  if (result) return ok(member(envelope, 'Data') ?? null)
  return result === null ? withoutResult() : refusalOfCall(envelope)
}

/** The failure an envelope with `Result: false` stands for. */
export function refusalOfCall(envelope: unknown): Attempt<never> {
  const refusal = refusalOf(envelope)
  return renewable(failure(meaningOf(refusal) ?? 'invalid', refusal.message ?? 'Mahak refused the call', true))
}
