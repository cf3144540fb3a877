import { createHash } from 'node:crypto'
import { type Clock, ok } from '@hybrid-store/kernel'
import { member, textMember } from '../answer/member.ts'
import { meaningOf, refusalOf } from '../answer/refusal.ts'
import { resultOf } from '../calls/result-of.ts'
import { failure, failureOfBroken, type Outcome } from '../failure.ts'
import { failureOfStatus } from '../http/failure-of-status.ts'
import { type HttpAnswer, readJson, type Transport } from '../http/transport.ts'
import type { LoginMetadata } from '../options.ts'
import { type MahakAccount, readAccount } from './account.ts'

export interface Session {
  /** Contains the password's hash (§2.3): it goes into the Authorization header and nowhere else. */
  token: string
  account: MahakAccount
  startedAt: Date
}

export type LogIn = () => Promise<Outcome<Session>>

const MAX_ANSWER = 1024 * 1024

/** The MD5 of the UTF-8 password in lower-case hex, the only form Mahak accepts (§2.1). */
export const hashPassword = (password: string): string => createHash('md5').update(password, 'utf8').digest('hex')

/** One login. It changes nothing at Mahak, so no failure of it counts as `sent`. */
export function logInWith(
  transport: Transport,
  url: string,
  credentials: { username: string; passwordHash: string; metadata?: Partial<LoginMetadata> | undefined },
  clock: Clock,
): LogIn {
  const { username: userName, passwordHash, metadata } = credentials
  const body = JSON.stringify({ userName, password: passwordHash, language: 'fa', ...metadata })
  return async () => {
    const answer = await transport.call({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json' },
      body,
      totalMs: transport.timeouts.totalMs,
    })
    if (!answer.ok) return unsent(answer)
    if (answer.value.status !== 200) return unsent({ ok: false, error: await failureOfStatus(answer.value, clock) })
    return unsent(await readSession(answer.value, clock))
  }
}

async function readSession(answer: HttpAnswer, clock: Clock): Promise<Outcome<Session>> {
  try {
    return sessionOf(await readJson(answer.body, MAX_ANSWER), clock.now())
  } catch (error) {
    return failureOfBroken(error)
  }
}

function sessionOf(envelope: unknown, now: Date): Outcome<Session> {
  const data = member(envelope, 'Data')
  const refusal = refusalOf(envelope)
  const token = textMember(data, 'UserToken')
  const accepted = resultOf(envelope)
  if (accepted === null) return failure('malformed', 'the answer to the login is none of Mahak', false)
  if (!accepted || (token === null && refusal.message !== null)) {
    return failure(meaningOf(refusal) ?? 'unauthorized', refusal.message ?? 'Mahak refused the login', false)
  }
  const account = readAccount(data, now)
  if (token === null || account === null) {
    return failure('malformed', 'the answer to the login lacks the token or the account', false)
  }
  return ok({ token, account, startedAt: now })
}

const unsent = <Value>(outcome: Outcome<Value>): Outcome<Value> =>
  outcome.ok ? outcome : { ok: false, error: { ...outcome.error, sent: false } }
