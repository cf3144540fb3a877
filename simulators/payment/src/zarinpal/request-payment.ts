import { randomInt } from 'node:crypto'
import { z } from 'zod'
import type { Gateway } from '../gateway.ts'
import { CURRENCIES, type Currency, rialOf, type Wage } from '../payment.ts'
import { type Answer, accepted, type RefusalCode, refused } from './answer.ts'
import { feeFor } from './fee.ts'
import { amount, merchantId, validated } from './validation.ts'

const MIN_RIAL = 1_000
const MAX_RIAL = 1_000_000_000
const MIN_WAGE_RIAL = 10_000

const cartItem = z
  .object({ item_amount: z.number(), item_count: z.number(), item_amount_sum: z.number() })
  .refine(
    (item) => item.item_amount * item.item_count === item.item_amount_sum,
    'item_amount_sum must be item_amount × item_count.',
  )

// PHP's encoder writes an empty map as a list.
const emptyList = z.tuple([]).transform(() => ({}))

const metadata = z.object({
  mobile: z.string().optional(),
  email: z.string().optional(),
  order_id: z.coerce.string().optional(),
  card_pan: z.string().optional(),
  auto_verify: z.boolean().optional(),
})

const requestSchema = z
  .object({
    merchant_id: merchantId,
    amount,
    currency: z.enum(CURRENCIES).default('IRR'),
    description: z.string('The description field is required.').min(1).max(500),
    callback_url: z.url({ protocol: /^https?$/, error: 'The callback url must be a valid URL.' }),
    metadata: z.union([metadata, emptyList]).default({}),
    referrer_id: z.string().optional(),
    wages: z.array(z.object({ iban: z.string(), amount, description: z.string() })).optional(),
    cart_data: z.object({ items: z.array(cartItem).optional() }).optional(),
  })
  .refine((input) => rialOf(input.amount, input.currency) >= MIN_RIAL, {
    path: ['amount'],
    error: 'The amount must be at least 1000 Rial.',
  })

/** `request.json`: opens a payment and gives its authority. */
export function requestPayment(gateway: Gateway, body: unknown, referer: string): Promise<Answer> | Answer {
  return validated(requestSchema, body, async (input) => {
    const refusal = refusalOf(input)
    if (refusal) return refused(refusal)
    const { merchant_id, amount, currency, description, callback_url, metadata, wages } = input
    const authority = newAuthority(gateway.authorityPrefix)
    await gateway.payments.save({
      authority,
      merchantId: merchant_id,
      amount,
      currency,
      description,
      callbackUrl: callback_url,
      referer,
      mobile: 'mobile' in metadata ? metadata.mobile : undefined,
      orderId: 'order_id' in metadata ? metadata.order_id : undefined,
      autoVerify: 'auto_verify' in metadata && metadata.auto_verify === true,
      wages,
      status: 'IN_BANK',
      createdAt: gateway.clock.now(),
    })
    return accepted({ authority, ...feeFor(amount, currency), code: 100, message: 'Success' })
  })
}

function refusalOf(input: { amount: number; currency: Currency; wages?: Wage[] }): RefusalCode | null {
  if (rialOf(input.amount, input.currency) > MAX_RIAL) return '-41'
  const tooSmall = input.wages?.some((wage) => rialOf(wage.amount, input.currency) < MIN_WAGE_RIAL)
  return tooSmall ? '-36' : null
}

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'

/** 36 characters, not to be guessed. */
function newAuthority(prefix: string): string {
  return prefix + Array.from({ length: 35 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('')
}
