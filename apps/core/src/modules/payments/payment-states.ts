import { PAYMENT_STATES, type PaymentState } from '@hybrid-store/contracts'

/**
 * Where a payment can go from each state. `failed` and `expired` are what we know so far, not the last word: a buyer whose
 * bank page outlived our patience may still bring money, and `unknown` waits for the gateway's answer.
 */
const TRANSITIONS: Record<PaymentState, readonly PaymentState[]> = {
  created: ['redirected', 'failed'],
  redirected: ['paid', 'failed', 'unknown', 'expired', 'reversed'],
  unknown: ['paid', 'failed', 'unknown', 'expired', 'reversed'],
  failed: ['paid', 'unknown', 'reversed'],
  expired: ['paid', 'unknown', 'reversed'],
  paid: ['reversed'],
  reversed: [],
}

/** The states from which `to` can be reached. */
export const statesBefore = (to: PaymentState): PaymentState[] =>
  PAYMENT_STATES.filter((from) => TRANSITIONS[from].includes(to))

/** Nothing the gateway says changes these any more, except that money is given back. */
export const isSettled = (state: PaymentState): boolean => state === 'paid' || state === 'reversed'

/** The buyer may be at the bank, or the outcome is not known: goods are held meanwhile. */
export const OPEN_STATES: readonly PaymentState[] = ['created', 'redirected', 'unknown']
