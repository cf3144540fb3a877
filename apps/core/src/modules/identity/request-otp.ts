import type { Database } from '@hybrid-store/database'
import { type Clock, fail, ok, type Result } from '@hybrid-store/kernel'
import type { SmsSender } from '../notifications/index.ts'
import {
  deleteRequestsBefore,
  insertRequest,
  lockRequester,
  replaceChallenge,
  selectRequests,
} from './otp.repository.ts'
import { newOtpCode, OTP_SECONDS, otpHash } from './otp-code.ts'
import { OTP_HISTORY_MS, otpWaitSeconds } from './otp-limits.ts'

export interface RequestOtpDeps {
  db: Database
  clock: Clock
  sms: SmsSender
  otpKey: Buffer
}
export type RequestOtpError = { code: 'too_many_requests'; retryAfterSeconds: number } | { code: 'sms_failed' }

/**
 * Sends a login code to a number (E.164). Whether the number has an account is not looked at, so the answer cannot tell.
 * The message goes out after the commit; if that fails the challenge stays and counts against the limits.
 */
export async function requestOtp(
  deps: RequestOtpDeps,
  request: { mobile: string; ip: string },
): Promise<Result<void, RequestOtpError>> {
  const code = newOtpCode()
  const waitSeconds = await deps.db.transaction(async (tx) => {
    const now = deps.clock.now()
    const horizon = new Date(now.getTime() - OTP_HISTORY_MS)
    await lockRequester(tx, request.mobile, request.ip)
    const wait = otpWaitSeconds(await selectRequests(tx, request.mobile, request.ip, horizon), now)
    if (wait > 0) return wait
    await deleteRequestsBefore(tx, horizon)
    await insertRequest(tx, request.mobile, request.ip, now)
    const expiresAt = new Date(now.getTime() + OTP_SECONDS * 1000)
    await replaceChallenge(tx, {
      mobile: request.mobile,
      codeHash: otpHash(deps.otpKey, request.mobile, code),
      expiresAt,
    })
    return 0
  })
  if (waitSeconds > 0) return fail({ code: 'too_many_requests', retryAfterSeconds: waitSeconds })
  const sent = await deps.sms.sendOtp(request.mobile, code)
  return sent.ok ? ok(undefined) : fail({ code: 'sms_failed' })
}
