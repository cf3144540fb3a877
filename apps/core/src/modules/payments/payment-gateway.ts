import type { Rial } from '@hybrid-store/kernel'

/** What was sent and received, for the payment's history: without keys of the merchant and without phone numbers. */
export interface Exchange {
  call: 'request' | 'verify' | 'inquire' | 'reverse'
  /** HTTP status, or null if no answer came. */
  status: number | null
  /** The answer as read, or the kind of error. */
  answer: unknown
}

interface Unknown {
  /** No usable answer: nothing may be concluded. */
  kind: 'unknown'
  exchange: Exchange
}
interface Refused {
  kind: 'refused'
  /** The gateway's own code. */
  gatewayCode: number
  exchange: Exchange
}

export type RequestOutcome = { kind: 'accepted'; authority: string; exchange: Exchange } | Refused | Unknown

export interface Capture {
  reference: string
  cardPan: string | null
  cardHash: string | null
  fee: Rial | null
}
export type VerifyOutcome =
  | { kind: 'captured'; capture: Capture; exchange: Exchange }
  | { kind: 'amount_differs'; exchange: Exchange }
  | { kind: 'not_paid'; exchange: Exchange }
  | Unknown

export type InquiryOutcome =
  | { kind: 'paid' | 'pending' | 'failed' | 'reversed'; exchange: Exchange }
  | Refused
  | Unknown

export type ReverseOutcome = { kind: 'reversed'; exchange: Exchange } | Refused | Unknown

/** A redirect gateway. Its methods make one network call each, never repeat it, and never throw for what a gateway does. */
export interface PaymentGateway {
  readonly name: string
  request(payment: {
    amount: Rial
    description: string
    callbackUrl: string
    orderId: string
    mobile: string
  }): Promise<RequestOutcome>
  /** Where the buyer's browser is sent. */
  redirectUrl(authority: string): string
  /** Takes the money. A repeat gives the same capture again. */
  verify(payment: { authority: string; amount: Rial }): Promise<VerifyOutcome>
  /** How things stand; `paid` includes payments that were verified already. */
  inquire(authority: string): Promise<InquiryOutcome>
  /** Gives the money back at once; gateways allow it for a short time only. */
  reverse(authority: string): Promise<ReverseOutcome>
}
