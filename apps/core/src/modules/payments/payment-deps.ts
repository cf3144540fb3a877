import type { Database, Tx } from '@hybrid-store/database'
import type { Logger } from '@hybrid-store/http'
import type { Clock, Id, Result } from '@hybrid-store/kernel'
import type { PaymentGateway } from './payment-gateway.ts'

/** Why an order does not take the money: it was paid otherwise or cancelled, or its goods were sold to others meanwhile. */
export type SettleRefusal = { code: 'order_not_payable' | 'stock_gone' }

/**
 * What being paid means for the order; runs in the transaction that marks the payment paid. A refusal must leave nothing
 * changed that only a paid order may have.
 */
export type SettleOrder = (tx: Tx, paid: { orderId: Id<'ord'>; paidAt: Date }) => Promise<Result<void, SettleRefusal>>

export interface PaymentDeps {
  db: Database
  clock: Clock
  logger: Logger
  gateway: PaymentGateway
  settleOrder: SettleOrder
}
