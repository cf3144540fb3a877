import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Gateway } from '../gateway.ts'
import { isCaptured, type Payment } from '../payment.ts'
import { type Answer, accepted, refused } from './answer.ts'
import { feeFor } from './fee.ts'
import { findPayment } from './find-payment.ts'
import { amount, authority, merchantId, validated } from './validation.ts'

const verifySchema = z.object({ merchant_id: merchantId, amount, authority })

/** `verify.json`: 100 the first time, 101 with the same data ever after. The amount is in the unit of the request. */
export function verifyPayment({ payments }: Gateway, body: unknown): Promise<Answer> | Answer {
  return validated(verifySchema, body, async (input) => {
    const payment = findPayment(payments, input.authority, input.merchant_id)
    if (typeof payment === 'string') return refused(payment)
    if (!isCaptured(payment)) return refused('-51')
    if (payment.amount !== input.amount) return refused('-50')
    if (payment.status === 'VERIFIED') return accepted({ code: 101, message: 'Verified', ...receiptOf(payment) })
    await payments.save({ ...payment, status: 'VERIFIED' })
    return accepted({ code: 100, message: 'Paid', ...receiptOf(payment) })
  })
}

const CARD_PAN = '502229******5995'
const CARD_HASH = createHash('sha256').update(CARD_PAN).digest('hex').toUpperCase()

const receiptOf = ({ amount, currency, refId, orderId, wages }: Payment) => ({
  card_hash: CARD_HASH,
  card_pan: CARD_PAN,
  ref_id: refId,
  ...feeFor(amount, currency),
  order_id: orderId,
  wages: wages ?? null,
})
