import { z } from 'zod'
import type { Gateway } from '../gateway.ts'
import { isCaptured, isReversible } from '../payment.ts'
import { type Answer, accepted, refused } from './answer.ts'
import { findPayment } from './find-payment.ts'
import { authority, merchantId, validated } from './validation.ts'

const reverseSchema = z.object({ merchant_id: merchantId, authority })

/** `reverse.json`: gives captured money back, within 30 minutes and from a registered server only. */
export function reversePayment({ payments, switches, clock }: Gateway, body: unknown): Promise<Answer> | Answer {
  return validated(reverseSchema, body, async (input) => {
    if (!switches.current().serverIpRegistered) return refused('-62')
    const payment = findPayment(payments, input.authority, input.merchant_id)
    if (typeof payment === 'string') return refused(payment)
    if (!isCaptured(payment)) return refused('-61')
    if (!isReversible(payment, clock.now())) return refused('-63')
    await payments.save({ ...payment, status: 'REVERSED' })
    return accepted({ code: 100, message: 'Reversed' })
  })
}
