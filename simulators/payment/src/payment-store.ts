import type { Clock } from '@hybrid-store/kernel'
import { openJournal } from '@hybrid-store/simulator-kit'
import { type Payment, paymentSchema, settle } from './payment.ts'
import type { SwitchBoard } from './switches.ts'

/** All payments, in memory and in the journal. What is read is always as of now: windows that ended are applied. */
export interface PaymentStore {
  find(authority: string): Payment | null
  /** The newest first. */
  list(): Payment[]
  save(payment: Payment): Promise<void>
  nextRefId(): number
}

const FIRST_REF_ID = 201_000_001

export async function openPaymentStore(
  file: string | undefined,
  clock: Clock,
  switches: SwitchBoard,
): Promise<PaymentStore> {
  const { entries, journal } = await openJournal(file, paymentSchema)
  const payments = new Map(entries.map((payment) => [payment.authority, payment]))
  let lastRefId = Math.max(FIRST_REF_ID - 1, ...entries.map(({ refId }) => refId ?? 0))
  const asOfNow = (payment: Payment) => settle(payment, clock.now(), switches.current().verifyWindowMinutes)

  return {
    find: (authority) => {
      const payment = payments.get(authority)
      return payment ? asOfNow(payment) : null
    },
    list: () => [...payments.values()].reverse().map(asOfNow),
    async save(payment) {
      payments.set(payment.authority, payment)
      await journal.append(payment)
    },
    nextRefId: () => {
      lastRefId += 1
      return lastRefId
    },
  }
}
