import { type Rial, rial } from '@hybrid-store/kernel'
import type { Exchange, PaymentGateway, ReverseOutcome, VerifyOutcome } from '../../modules/payments/index.ts'

type Status = 'IN_BANK' | 'PAID' | 'VERIFIED' | 'FAILED' | 'REVERSED'
/** `lost`: nothing happens and no answer comes; `lost_answer`: it happens, but no answer comes. */
type Fault = 'lost' | 'lost_answer' | 'refused' | 'amount_differs'

/** A gateway in memory that behaves like ZarinPal and goes wrong on demand. */
export function fakeGateway() {
  const sessions = new Map<string, { amount: Rial; status: Status; reference: string; callbackUrl: string }>()
  const faults = new Map<Exchange['call'], Fault[]>()
  const calls: Exchange['call'][] = []
  const gates = new Map<Exchange['call'], { missing: number; opened: Promise<void>; open: () => void }>()
  const begin = async (call: Exchange['call']): Promise<Fault | undefined> => {
    calls.push(call)
    const gate = gates.get(call)
    if (gate) {
      gate.missing -= 1
      if (gate.missing === 0) gate.open()
      await gate.opened
    }
    return faults.get(call)?.shift()
  }
  const exchange = (call: Exchange['call']): Exchange => ({ call, status: 200, answer: {} })
  const unknown = (call: Exchange['call']) => ({ kind: 'unknown', exchange: exchange(call) }) as const
  const refused = (call: Exchange['call'], gatewayCode: number) =>
    ({ kind: 'refused', gatewayCode, exchange: exchange(call) }) as const

  function verifyNow(authority: string): VerifyOutcome {
    const session = sessions.get(authority)
    if (session?.status !== 'PAID' && session?.status !== 'VERIFIED')
      return { kind: 'not_paid', exchange: exchange('verify') }
    session.status = 'VERIFIED'
    const capture = { reference: session.reference, cardPan: '502229******5995', cardHash: 'AB', fee: rial(100) }
    return { kind: 'captured', capture, exchange: exchange('verify') }
  }

  function reverseNow(authority: string): ReverseOutcome {
    const session = sessions.get(authority)
    if (session?.status !== 'PAID' && session?.status !== 'VERIFIED') return refused('reverse', -61)
    session.status = 'REVERSED'
    return { kind: 'reversed', exchange: exchange('reverse') }
  }

  const gateway: PaymentGateway = {
    name: 'fake',
    request: async ({ amount, callbackUrl }) => {
      const fault = await begin('request')
      if (fault) return fault === 'refused' ? refused('request', -9) : unknown('request')
      const authority = `S${String(sessions.size + 1).padStart(35, '0')}`
      sessions.set(authority, {
        amount,
        status: 'IN_BANK',
        reference: String(201_000_001 + sessions.size),
        callbackUrl,
      })
      return { kind: 'accepted', authority, exchange: exchange('request') }
    },
    redirectUrl: (authority) => `http://bank.invalid/${authority}`,
    verify: async ({ authority }) => {
      const fault = await begin('verify')
      if (fault === 'lost') return unknown('verify')
      if (fault === 'amount_differs') return { kind: 'amount_differs', exchange: exchange('verify') }
      const outcome = verifyNow(authority)
      return fault === 'lost_answer' ? unknown('verify') : outcome
    },
    inquire: async (authority) => {
      if (await begin('inquire')) return unknown('inquire')
      const status = sessions.get(authority)?.status
      if (!status) return refused('inquire', -54)
      const kinds = {
        IN_BANK: 'pending',
        PAID: 'paid',
        VERIFIED: 'paid',
        FAILED: 'failed',
        REVERSED: 'reversed',
      } as const
      return { kind: kinds[status], exchange: exchange('inquire') }
    },
    reverse: async (authority) => {
      const fault = await begin('reverse')
      if (fault === 'lost') return unknown('reverse')
      if (fault === 'refused') return refused('reverse', -62)
      const outcome = reverseNow(authority)
      return fault === 'lost_answer' ? unknown('reverse') : outcome
    },
  }
  return {
    gateway,
    calls,
    sessions,
    failNext: (call: Exchange['call'], ...kinds: Fault[]) => faults.set(call, kinds),
    /** Answers none of the next `count` calls before all of them are there, so that they surely meet. */
    gather: (call: Exchange['call'], count: number) => {
      const gate = { missing: count, open: (): void => undefined, opened: Promise.resolve() }
      gate.opened = new Promise((resolve) => {
        gate.open = resolve
      })
      gates.set(call, gate)
    },
    /** What the buyer or the bank does with a payment. */
    set: (authority: string | null, status: Status) => {
      const session = sessions.get(authority ?? '')
      if (!session) throw new Error('no such payment at the gateway')
      session.status = status
    },
    reset: () => {
      calls.length = 0
      faults.clear()
      gates.clear()
    },
  }
}
