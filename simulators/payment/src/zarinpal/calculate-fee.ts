import { z } from 'zod'
import { CURRENCIES } from '../payment.ts'
import { type Answer, accepted } from './answer.ts'
import { feeFor } from './fee.ts'
import { amount, merchantId, validated } from './validation.ts'

const feeSchema = z.object({ merchant_id: merchantId, amount, currency: z.enum(CURRENCIES).default('IRR') })

/** `feeCalculation.json`: what a payment of this amount would cost the merchant. */
export function calculateFee(body: unknown): Answer {
  return validated(feeSchema, body, ({ amount, currency }) =>
    accepted({ code: 100, message: 'Success', amount, ...feeFor(amount, currency), suggested_amount: amount }),
  )
}
