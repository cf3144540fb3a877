import { errors } from 'undici'
import type { MahakFailure, MahakFailureCode } from '../failure.ts'

/** What went wrong on the way, by the code or name of the error that undici, zlib or an AbortSignal throws. */
const CAUSES: ReadonlyMap<string, { code: MahakFailureCode; message: string }> = new Map([
  ['UND_ERR_CONNECT_TIMEOUT', { code: 'timeout', message: 'no connection to Mahak in time' }],
  ['UND_ERR_HEADERS_TIMEOUT', { code: 'timeout', message: 'Mahak did not answer in time' }],
  ['UND_ERR_BODY_TIMEOUT', { code: 'timeout', message: 'Mahak fell silent in the middle of its answer' }],
  ['TimeoutError', { code: 'timeout', message: 'Mahak did not finish its answer in time' }],
  ['AbortError', { code: 'unavailable', message: 'the call was given up' }],
  ['Z_BUF_ERROR', { code: 'malformed', message: 'the compressed answer was cut off' }],
  ['Z_DATA_ERROR', { code: 'malformed', message: 'the answer could not be unpacked' }],
  ['UND_ERR_HEADERS_OVERFLOW', { code: 'malformed', message: 'the head of the answer is too large' }],
  ['UND_ERR_REQ_CONTENT_LENGTH_MISMATCH', { code: 'malformed', message: 'the answer was cut off' }],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', { code: 'malformed', message: 'the answer was cut off' }],
])

const NOT_HTTP = { code: 'malformed', message: 'the answer is not HTTP' } as const

/** A thrown error as a failure; only the error's code gets into the message, for its text could quote what was sent. */
export function failureOfError(error: unknown, sent: boolean): MahakFailure {
  const name = codeOf(error)
  const known = error instanceof errors.HTTPParserError ? NOT_HTTP : CAUSES.get(name)
  return known ? { ...known, sent } : { code: 'unavailable', message: `Mahak cannot be reached (${name})`, sent }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
