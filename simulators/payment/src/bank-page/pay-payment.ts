import { fail, ok, type Result } from '@hybrid-store/kernel'
import type { Gateway } from '../gateway.ts'
import { capture, type Payment } from '../payment.ts'

type NotPayable = { code: 'unknown' } | { code: 'closed'; payment: Payment }

/** The buyer pays at the bank: the money is captured, once. */
export function payPayment(gateway: Gateway, authority: string): Promise<Result<Payment, NotPayable>> {
  const { payments, switches, clock } = gateway
  return changeOpen(gateway, authority, (payment) =>
    capture(payment, clock.now(), payments.nextRefId(), switches.current().autoVerify),
  )
}

/** The buyer turns back. */
export const cancelPayment = (gateway: Gateway, authority: string): Promise<Result<Payment, NotPayable>> =>
  changeOpen(gateway, authority, (payment) => ({ ...payment, status: 'FAILED' }))

async function changeOpen(
  { payments }: Gateway,
  authority: string,
  change: (payment: Payment) => Payment,
): Promise<Result<Payment, NotPayable>> {
  const payment = payments.find(authority)
  if (!payment) return fail({ code: 'unknown' })
  if (payment.status !== 'IN_BANK') return fail({ code: 'closed', payment })
  const changed = change(payment)
  await payments.save(changed)
  return ok(changed)
}
