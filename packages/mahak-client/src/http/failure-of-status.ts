import type { Clock } from '@hybrid-store/kernel'
import { meaningOf, refusalOf } from '../answer/refusal.ts'
import type { MahakFailure, MahakFailureCode } from '../failure.ts'
import { type HttpAnswer, readJson } from './transport.ts'

const BY_STATUS: ReadonlyMap<number, MahakFailureCode> = new Map([
  [401, 'unauthorized'],
  [402, 'subscription_expired'],
  [403, 'unauthorized'],
  [408, 'timeout'],
  [409, 'conflict'],
  [429, 'rate_limited'],
])

// With these Mahak turned the request away before doing anything.
const NOT_ACTED_ON = new Set([401, 402, 403, 404, 405, 429])

const MAX_ERROR_BODY = 64 * 1024

/** The failure an answer with a status other than 200 stands for. Reads the body for Mahak's own words. */
export async function failureOfStatus(answer: HttpAnswer, clock: Clock): Promise<MahakFailure> {
  const { status } = answer
  const refusal = refusalOf(await readErrorBody(answer))
  const retryAfterMs = retryAfter(answer.header('retry-after'), clock)
  return {
    code: BY_STATUS.get(status) ?? (status < 500 ? meaningOf(refusal) : null) ?? codeOfClass(status),
    message: `Mahak answered ${status}${refusal.message ? `: ${refusal.message}` : ''}`,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    sent: !NOT_ACTED_ON.has(status),
  }
}

function codeOfClass(status: number): MahakFailureCode {
  if (status >= 500) return 'unavailable'
  // A redirect or an unexpected success is not Mahak speaking.
  return status >= 400 ? 'invalid' : 'malformed'
}

async function readErrorBody(answer: HttpAnswer): Promise<unknown> {
  try {
    return await readJson(answer.body, MAX_ERROR_BODY)
  } catch {
    // The status says enough when the body is a proxy's page.
    return null
  }
}

/** Retry-After in milliseconds: seconds or an HTTP date. */
function retryAfter(value: string | null, clock: Clock): number | null {
  if (value === null) return null
  const seconds = Number(value)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - clock.now().getTime()
  return Number.isFinite(ms) ? Math.max(0, Math.round(ms)) : null
}
