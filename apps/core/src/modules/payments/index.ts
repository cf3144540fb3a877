import type { Migrations } from '@hybrid-store/database'

export { openPayment } from './open-payment.ts'
export type { PaymentDeps, SettleOrder, SettleRefusal } from './payment-deps.ts'
export type { Exchange, PaymentGateway, ReverseOutcome, VerifyOutcome } from './payment-gateway.ts'
export type { Payment } from './payments.repository.ts'
export { registerPaymentsRoutes } from './payments.routes.ts'
export { currentPayments, isKept, ordersWithOpenPayments, paymentView } from './read-payments.ts'
export { requestPayment } from './request-payment.ts'
export { sweepPayments } from './sweep-payments.ts'
export { createZarinpal } from './zarinpal.ts'

export const paymentsMigrations: Migrations = {
  module: 'payments',
  folder: new URL('./migrations/', import.meta.url),
}
