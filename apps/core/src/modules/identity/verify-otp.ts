import type { Database } from '@hybrid-store/database'
import { fail, ok, type Result } from '@hybrid-store/kernel'
import { type Customer, findOrCreateByMobile } from '../customers/index.ts'
import { openSession, type SessionDeps, type SessionTokens } from './open-session.ts'
import { deleteChallenge, takeTry } from './otp.repository.ts'
import { OTP_TRIES, otpHash, sameHash } from './otp-code.ts'

export type VerifyOtpDeps = SessionDeps & { db: Database; otpKey: Buffer }
export type VerifyOtpError = { code: 'otp_wrong'; triesLeft: number } | { code: 'otp_expired' }

/** Opens a session for the owner of a number who knows the code sent to it; a new number becomes a new customer. */
export function verifyOtp(
  deps: VerifyOtpDeps,
  attempt: { mobile: string; code: string },
): Promise<Result<{ customer: Customer; session: SessionTokens }, VerifyOtpError>> {
  return deps.db.transaction(async (tx) => {
    const challenge = await takeTry(tx, attempt.mobile, OTP_TRIES, deps.clock.now())
    if (!challenge) return fail({ code: 'otp_expired' })
    if (!sameHash(challenge.codeHash, otpHash(deps.otpKey, attempt.mobile, attempt.code)))
      return fail({ code: 'otp_wrong', triesLeft: OTP_TRIES - challenge.attempts })

    await deleteChallenge(tx, attempt.mobile)
    const customer = await findOrCreateByMobile(tx, attempt.mobile)
    const session = await openSession(tx, deps, { audience: 'customer', id: customer.id, permissions: [] })
    return ok({ customer, session })
  })
}
