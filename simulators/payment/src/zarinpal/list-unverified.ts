import { toTehranLocal } from '@hybrid-store/kernel'
import { z } from 'zod'
import type { Gateway } from '../gateway.ts'
import { type Answer, accepted } from './answer.ts'
import { merchantId, validated } from './validation.ts'

const LIMIT = 100

/** `unVerified.json`: the merchant's last 100 payments whose money is captured and not verified. */
export function listUnverified({ payments }: Gateway, body: unknown): Answer {
  return validated(z.object({ merchant_id: merchantId }), body, (input) => {
    const unverified = payments
      .list()
      .filter((payment) => payment.status === 'PAID' && payment.merchantId === input.merchant_id)
      .slice(0, LIMIT)
    const authorities = unverified.map(({ authority, amount, callbackUrl, referer, createdAt }) => ({
      authority,
      amount,
      callback_url: callbackUrl,
      referer,
      date: toTehranLocal(createdAt).replace('T', ' '),
    }))
    return accepted({ code: 100, message: 'Success', authorities })
  })
}
