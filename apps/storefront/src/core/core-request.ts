import { type Problem, problemSchema } from '@hybrid-store/contracts'
import { fail, ok, type Result } from '@hybrid-store/kernel'
import type { Dispatcher } from 'undici'
import type { z } from 'zod'

const TIMEOUT_MS = 10_000
/** Calls during which the core itself waits for the payment provider. */
const PATIENT_TIMEOUT_MS = 30_000

/** The core is not reachable, failed, or answered something that is not its contract. */
export class CoreUnavailable extends Error {
  override name = 'CoreUnavailable'
}

export interface CoreCall<Answer extends z.ZodType> {
  method?: 'GET' | 'POST' | 'PUT'
  path: string
  query?: Record<string, string | undefined>
  body?: unknown
  idempotencyKey?: string
  patient?: boolean
  answer: Answer
}

/** On whose behalf the core is called. */
export interface Caller {
  /** Authorization, cookies, request id and address of the visitor's request. */
  headers: Readonly<Record<string, string>>
  /** Receives the Set-Cookie lines of an answer. */
  onCookies(lines: readonly string[]): void
}

export type CoreAnswer<Value> = Promise<Result<Value, Problem>>

/** Calls the core. A refusal (problem+json) is returned as a value; throws CoreUnavailable for anything worse. */
export async function callCore<Answer extends z.ZodType>(
  pool: Dispatcher,
  caller: Caller,
  call: CoreCall<Answer>,
): CoreAnswer<z.infer<Answer>> {
  const { statusCode, headers, text } = await send(pool, caller, call)
  const cookies = [headers['set-cookie'] ?? []].flat()
  if (cookies.length > 0) caller.onCookies(cookies)

  const value = parseJson(text)
  if (statusCode < 300) {
    const answer = call.answer.safeParse(value)
    if (answer.success) return ok(answer.data)
    throw new CoreUnavailable(`the answer to ${call.path} breaks the contract`, { cause: answer.error })
  }
  const problem = problemSchema.safeParse(value)
  // 502 is the core's word for "the bank or the SMS provider does not answer", which the visitor is to be told.
  if (problem.success && (statusCode < 500 || statusCode === 502)) return fail(problem.data)
  throw new CoreUnavailable(`${call.path} answered ${statusCode}`)
}

async function send(pool: Dispatcher, caller: Caller, call: CoreCall<z.ZodType>) {
  const timeout = call.patient ? PATIENT_TIMEOUT_MS : TIMEOUT_MS
  try {
    const { statusCode, headers, body } = await pool.request({
      method: call.method ?? 'GET',
      path: call.path + queryString(call.query ?? {}),
      headers: {
        ...caller.headers,
        accept: 'application/json',
        ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(call.idempotencyKey ? { 'idempotency-key': call.idempotencyKey } : {}),
      },
      body: call.body === undefined ? null : JSON.stringify(call.body),
      headersTimeout: timeout,
      bodyTimeout: timeout,
    })
    return { statusCode, headers, text: await body.text() }
  } catch (error) {
    throw new CoreUnavailable(`${call.path} got no answer`, { cause: error })
  }
}

function queryString(query: Record<string, string | undefined>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))
  return given.length > 0 ? `?${new URLSearchParams(given)}` : ''
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return null
  }
}
