import { type Rial, rial } from '@hybrid-store/kernel'
import { z } from 'zod'

export const CURRENCIES = ['IRR', 'IRT'] as const
export type Currency = (typeof CURRENCIES)[number]

/** ZarinPal's statuses: PAID is captured but not verified. */
const STATUSES = ['IN_BANK', 'PAID', 'VERIFIED', 'FAILED', 'REVERSED'] as const

const wageSchema = z.object({ iban: z.string(), amount: z.coerce.number().int().positive(), description: z.string() })

export const paymentSchema = z.object({
  authority: z.string(),
  merchantId: z.string(),
  /** In the unit of the request. */
  amount: z.number(),
  currency: z.enum(CURRENCIES),
  description: z.string(),
  callbackUrl: z.string(),
  referer: z.string(),
  mobile: z.string().optional(),
  orderId: z.string().optional(),
  autoVerify: z.boolean(),
  wages: z.array(wageSchema).optional(),
  status: z.enum(STATUSES),
  createdAt: z.coerce.date(),
  paidAt: z.coerce.date().optional(),
  /** The reference number that the buyer sees; given when the money is captured. */
  refId: z.number().optional(),
})

export type Wage = z.infer<typeof wageSchema>
export type Payment = z.infer<typeof paymentSchema>

const MINUTE = 60_000
/** How long the bank's page can be paid on, and how long after the capture it can be taken back. */
const WINDOW_MS = 30 * MINUTE

export const rialOf = (amount: number, currency: Currency): Rial => rial(currency === 'IRT' ? amount * 10 : amount)

/**
 * The payment as of `now`: a page that was not paid on in 30 minutes has failed; captured money that nobody verified
 * within `verifyWindowMinutes` (null = for ever) has gone back.
 */
export function settle(payment: Payment, now: Date, verifyWindowMinutes: number | null): Payment {
  const age = (since: Date | undefined) => (since ? now.getTime() - since.getTime() : 0)
  if (payment.status === 'IN_BANK' && age(payment.createdAt) > WINDOW_MS) return { ...payment, status: 'FAILED' }
  const unverified = payment.status === 'PAID' && verifyWindowMinutes !== null
  if (unverified && age(payment.paidAt) > verifyWindowMinutes * MINUTE) return { ...payment, status: 'REVERSED' }
  return payment
}

/** The buyer pays. With auto-verify the gateway verifies by itself, so that the shop's first verify is already a repetition. */
export const capture = (payment: Payment, now: Date, refId: number, autoVerify: boolean): Payment => ({
  ...payment,
  status: autoVerify || payment.autoVerify ? 'VERIFIED' : 'PAID',
  paidAt: now,
  refId,
})

export const isCaptured = ({ status }: Payment): boolean => status === 'PAID' || status === 'VERIFIED'

export const isReversible = ({ paidAt }: Payment, now: Date): boolean =>
  paidAt !== undefined && now.getTime() - paidAt.getTime() <= WINDOW_MS

/** Where the bank sends the buyer's browser. ZarinPal's parameter names are capitalised. */
export function returnUrl(payment: Payment, status: 'OK' | 'NOK'): string {
  const url = new URL(payment.callbackUrl)
  url.searchParams.set('Authority', payment.authority)
  url.searchParams.set('Status', status)
  return url.href
}
