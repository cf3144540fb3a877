import type { PaymentState } from '@hybrid-store/contracts'
import { newId, rial } from '@hybrid-store/kernel'
import { expect, test } from 'vitest'
import { nextPayment } from '../next-payment.ts'

const CREATED = new Date('2026-11-23T12:00:00Z')
const payment = (state: PaymentState) => ({
  id: newId('pay'),
  orderId: newId('ord'),
  gateway: 'fake',
  state,
  amount: rial(1),
  authority: null,
  reference: null,
  cardPan: null,
  refundReason: null,
  createdAt: CREATED,
  paidAt: null,
})

test.each([
  ['pending_payment', null, 0, 'new'],
  ['pending_payment', 'created', 29, 'in_progress'],
  ['pending_payment', 'created', 30, 'new'],
  ['pending_payment', 'redirected', 600, 'same'],
  ['pending_payment', 'unknown', 600, 'payment_unknown'],
  ['pending_payment', 'failed', 600, 'new'],
  ['pending_payment', 'expired', 600, 'new'],
  ['pending_payment', 'reversed', 600, 'new'],
  ['expired', 'redirected', 600, 'new'],
  ['expired', 'expired', 600, 'new'],
  ['expired', 'unknown', 600, 'payment_unknown'],
  ['paid', 'paid', 600, 'same'],
  ['cancelled', 'failed', 600, 'not_payable'],
] as const)(
  'an order that is %s with a payment that is %s after %i s goes on with: %s',
  (state, paymentState, age, next) => {
    const now = new Date(CREATED.getTime() + age * 1000)
    expect(nextPayment({ state }, paymentState ? payment(paymentState) : undefined, now)).toBe(next)
  },
)
