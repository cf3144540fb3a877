import { customerSessionAnswer, requestOtpAnswer, requestOtpBody, verifyOtpBody } from '@hybrid-store/contracts'
import { type HttpServer, networkOf, sendProblem } from '@hybrid-store/http'
import { OTP_SECONDS } from './otp-code.ts'
import { RESEND_SECONDS } from './otp-limits.ts'
import { type RequestOtpDeps, requestOtp } from './request-otp.ts'
import type { SessionCookies } from './session-cookies.ts'
import { type VerifyOtpDeps, verifyOtp } from './verify-otp.ts'

export type OtpRouteDeps = RequestOtpDeps & VerifyOtpDeps & { cookies: SessionCookies }

export function registerOtpRoutes(app: HttpServer, deps: OtpRouteDeps): void {
  app.post(
    '/api/v1/auth/otp',
    {
      schema: {
        tags: ['auth'],
        summary: 'Send a login code by SMS',
        body: requestOtpBody,
        response: { 200: requestOtpAnswer },
      },
      config: { rules: { access: 'public', rate: 'auth', idempotency: 'natural' } },
    },
    async (request, reply) => {
      const sent = await requestOtp(deps, { mobile: request.body.mobile, ip: networkOf(request.ip) })
      if (sent.ok) return { expiresInSeconds: OTP_SECONDS, resendAfterSeconds: RESEND_SECONDS }
      if (sent.error.code === 'sms_failed')
        return sendProblem(reply, {
          code: 'bad_gateway',
          detail: 'پیامک کد ورود فرستاده نشد؛ یک دقیقهٔ دیگر دوباره کد بخواهید.',
        })
      reply.header('retry-after', sent.error.retryAfterSeconds)
      return sendProblem(reply, sent.error)
    },
  )

  app.post(
    '/api/v1/auth/otp/verify',
    {
      schema: {
        tags: ['auth'],
        summary: 'Log in with the code',
        body: verifyOtpBody,
        response: { 200: customerSessionAnswer },
      },
      config: { rules: { access: 'public', rate: 'auth', idempotency: 'natural' } },
    },
    async (request, reply) => {
      const verified = await verifyOtp(deps, request.body)
      if (!verified.ok) return sendProblem(reply, verified.error)
      const { customer, session } = verified.value
      deps.cookies.set(reply, 'customer', session)
      return { accessToken: session.accessToken, expiresInSeconds: session.expiresInSeconds, customer }
    },
  )
}
