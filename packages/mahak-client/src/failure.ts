import { fail, type Result } from '@hybrid-store/kernel'

export type MahakFailureCode =
  | 'unauthorized'
  | 'invalid'
  | 'conflict'
  | 'rate_limited'
  | 'unavailable'
  | 'timeout'
  | 'malformed'
  | 'subscription_expired'
  | 'account_changed'

/**
 * A failed call. `message` is for logs and operators and holds no secret. `sent` tells whether Mahak may have acted on the
 * request; a failed save with `sent` is uncertain unless the code says that Mahak refused it.
 */
export interface MahakFailure {
  code: MahakFailureCode
  message: string
  retryAfterMs?: number
  sent: boolean
}

export type Outcome<Value> = Result<Value, MahakFailure>

export function failure(code: MahakFailureCode, message: string, sent: boolean): { ok: false; error: MahakFailure } {
  return fail({ code, message, sent })
}

/**
 * Thrown while an answer is read when it breaks off or is none of Mahak's; inside the client only, callers get a failure.
 */
export class BrokenAnswer extends Error {
  readonly code: MahakFailureCode

  constructor(message: string, code: MahakFailureCode = 'malformed') {
    super(message)
    this.code = code
  }
}

/** The failure a broken answer stands for; anything else that was thrown is thrown on. */
export function failureOfBroken(error: unknown): { ok: false; error: MahakFailure } {
  if (error instanceof BrokenAnswer) return failure(error.code, error.message, true)
  throw error
}
