import type { Currency } from '../payment.ts'

const RATE = 0.005
const CEILING = { IRR: 120_000, IRT: 12_000 }

/** The simulator's own tariff, paid by the merchant: 0.5 %, at most 12,000 Toman. In the unit of `amount`. */
export const feeFor = (amount: number, currency: Currency): { fee_type: 'Merchant'; fee: number } => ({
  fee_type: 'Merchant',
  fee: Math.min(Math.ceil(amount * RATE), CEILING[currency]),
})
