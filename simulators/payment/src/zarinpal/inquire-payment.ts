import { z } from 'zod'
import type { Gateway } from '../gateway.ts'
import { type Answer, accepted, refused } from './answer.ts'
import { findPayment } from './find-payment.ts'
import { authority, merchantId, validated } from './validation.ts'

const inquirySchema = z.object({ merchant_id: merchantId, authority })

/** `inquiry.json`: the state of a payment. It verifies nothing. */
export function inquirePayment({ payments }: Gateway, body: unknown): Answer {
  return validated(inquirySchema, body, (input) => {
    const payment = findPayment(payments, input.authority, input.merchant_id)
    if (typeof payment === 'string') return refused(payment)
    return accepted({ code: 100, message: 'Success', status: payment.status })
  })
}
