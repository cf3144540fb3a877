import { toAsciiDigits } from '@hybrid-store/kernel'
import { z } from 'zod'
import { idSchema } from './common.ts'
import { mobileInput } from './orders.ts'

export const requestOtpBody = z.strictObject({ mobile: mobileInput })
export const requestOtpAnswer = z.object({ expiresInSeconds: z.int(), resendAfterSeconds: z.int() })

export const verifyOtpBody = z.strictObject({
  mobile: mobileInput,
  code: z
    .string()
    .max(20)
    .transform((code) => toAsciiDigits(code).trim())
    .refine((code) => /^\d{6}$/.test(code), 'کد ۶ رقم است'),
})
export const staffLoginBody = z.strictObject({
  username: z.string().min(1).max(60),
  password: z.string().min(1).max(200),
})

export const customerView = z.object({
  id: idSchema('cus'),
  mobile: z.string(),
  firstName: z.string(),
  lastName: z.string(),
})

/** Access tokens live 10 minutes. The refresh token is only in the httpOnly cookie, never in a body. */
export const sessionAnswer = z.object({ accessToken: z.string(), expiresInSeconds: z.int() })
export const customerSessionAnswer = sessionAnswer.extend({ customer: customerView })
export const staffView = z.object({ id: idSchema('stf'), username: z.string(), permissions: z.array(z.string()) })
export const staffSessionAnswer = sessionAnswer.extend({ staff: staffView })

/** Cookies by audience; the gateway turns the access cookie into a bearer token and renews it with the refresh cookie. */
export const SESSION_COOKIES = {
  customer: { access: 'store_access', refresh: 'store_refresh' },
  staff: { access: 'admin_access', refresh: 'admin_refresh' },
} as const
export type SessionAudience = keyof typeof SESSION_COOKIES

/** Whose session is renewed or ended; the session itself is in the cookie of that audience. */
export const sessionBody = z.strictObject({ audience: z.enum(['customer', 'staff']) })

/** What an access token says (JWT, ES256). `aud` is the audience, `sub` the id of the person. */
export const accessTokenClaims = z.object({
  sub: z.string(),
  aud: z.enum(['customer', 'staff']),
  permissions: z.array(z.string()).default([]),
})

export const PERMISSIONS = ['catalog.write', 'orders.read', 'orders.write', 'sync.read', 'sync.run'] as const
export type Permission = (typeof PERMISSIONS)[number]
export type CustomerView = z.infer<typeof customerView>
