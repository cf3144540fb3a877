import { type PaymentDeps, sweepPayments } from '../payments/index.ts'
import { expireOverdueOrders } from './expire-overdue-orders.ts'

/** Repeats, every 15 seconds unless told: settle payments whose buyer did not come back, then give up overdue orders. */
export function startPaymentSweeper(deps: PaymentDeps, everyMs = 15_000): { close(): Promise<void> } {
  let running: Promise<void> | null = null
  const timer = setInterval(() => {
    running ??= pass(deps).finally(() => {
      running = null
    })
  }, everyMs)
  return {
    close: async () => {
      clearInterval(timer)
      await running
    },
  }
}

async function pass(deps: PaymentDeps): Promise<void> {
  try {
    await sweepPayments(deps)
    await expireOverdueOrders(deps)
  } catch (error) {
    deps.logger.error({ err: error }, 'the payment sweep failed')
  }
}
