import { customerSessionAnswer, customerView, requestOtpAnswer } from '@hybrid-store/contracts'
import { z } from 'zod'
import type { Ask } from './ask.ts'

export const accountApi = (ask: Ask) => ({
  requestCode: (mobile: string) =>
    ask({ method: 'POST', path: '/api/v1/auth/otp', body: { mobile }, answer: requestOtpAnswer }),
  verifyCode: (mobile: string, code: string) =>
    ask({ method: 'POST', path: '/api/v1/auth/otp/verify', body: { mobile, code }, answer: customerSessionAnswer }),
  logout: () =>
    ask({ method: 'POST', path: '/api/v1/auth/logout', body: { audience: 'customer' }, answer: z.unknown() }),
  me: () => ask({ path: '/api/v1/me', answer: customerView }),
})
