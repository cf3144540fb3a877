import { rial } from '@hybrid-store/kernel'
import { z } from 'zod'
import type {
  Exchange,
  InquiryOutcome,
  PaymentGateway,
  RequestOutcome,
  ReverseOutcome,
  VerifyOutcome,
} from './payment-gateway.ts'
import { postToZarinpal, type ZarinpalAnswer } from './zarinpal-wire.ts'

const GOOD = 100
/** Verified before: by a lost call of ours, or by ZarinPal itself when the merchant's panel says so. */
const VERIFIED_BEFORE = 101
const AMOUNT_DIFFERS = -50
/** Not paid, another merchant's, no such authority, no such request. Any other refusal says nothing about the money. */
const NOT_PAID = new Set([-51, -53, -54, -55])

const INQUIRY_KINDS = {
  PAID: 'paid',
  VERIFIED: 'paid',
  IN_BANK: 'pending',
  FAILED: 'failed',
  REVERSED: 'reversed',
} as const

const requestData = z.object({ authority: z.string().min(1) })
const verifyData = z.object({
  ref_id: z.union([z.number(), z.string().min(1)]).transform(String),
  // Only the reference is needed: an odd extra must not turn captured money into an unknown outcome.
  card_pan: z.string().nullish().catch(null),
  card_hash: z.string().nullish().catch(null),
  fee: z.int().nullish().catch(null),
})
const inquiryData = z.object({ status: z.enum(['PAID', 'VERIFIED', 'IN_BANK', 'FAILED', 'REVERSED']) })

export interface ZarinpalOptions {
  baseUrl: string
  merchantId: string
  /** 10 seconds unless told. */
  timeoutMs?: number
}

/** ZarinPal's payment API v4. Amounts go out as Rial and say so, for the account's default may be Toman. */
export function createZarinpal(options: ZarinpalOptions): PaymentGateway {
  const post = (call: Exchange['call'], fields: Record<string, unknown>) =>
    postToZarinpal({ timeoutMs: 10_000, ...options }, call, fields)
  return {
    name: 'zarinpal',
    request: async ({ amount, description, callbackUrl, orderId, mobile }) =>
      readRequest(
        await post('request', {
          amount,
          currency: 'IRR',
          description: description.slice(0, 500),
          callback_url: callbackUrl,
          metadata: { mobile: mobile.replace('+98', '0'), order_id: orderId },
        }),
      ),
    redirectUrl: (authority) => `${options.baseUrl}/pg/StartPay/${encodeURIComponent(authority)}`,
    verify: async ({ authority, amount }) => readVerify(await post('verify', { amount, authority })),
    inquire: async (authority) => readInquiry(await post('inquire', { authority })),
    reverse: async (authority) => readReverse(await post('reverse', { authority })),
  }
}

function readRequest(answer: ZarinpalAnswer): RequestOutcome {
  const { exchange } = answer
  if (answer.kind === 'error') return { kind: 'refused', gatewayCode: answer.code, exchange }
  if (answer.kind === 'unknown') return { kind: 'unknown', exchange }
  const data = requestData.safeParse(answer.data)
  if (answer.code !== GOOD || !data.success) return { kind: 'refused', gatewayCode: answer.code, exchange }
  return { kind: 'accepted', authority: data.data.authority, exchange }
}

function readVerify(answer: ZarinpalAnswer): VerifyOutcome {
  const { exchange } = answer
  if (answer.kind === 'unknown') return { kind: 'unknown', exchange }
  if (answer.code === AMOUNT_DIFFERS) return { kind: 'amount_differs', exchange }
  if (NOT_PAID.has(answer.code)) return { kind: 'not_paid', exchange }
  if (answer.kind === 'error' || (answer.code !== GOOD && answer.code !== VERIFIED_BEFORE))
    return { kind: 'unknown', exchange }
  const data = verifyData.safeParse(answer.data)
  if (!data.success) return { kind: 'unknown', exchange }
  const { ref_id, card_pan, card_hash, fee } = data.data
  const capture = {
    reference: ref_id,
    cardPan: card_pan ?? null,
    cardHash: card_hash ?? null,
    fee: fee == null ? null : rial(fee),
  }
  return { kind: 'captured', capture, exchange }
}

function readInquiry(answer: ZarinpalAnswer): InquiryOutcome {
  const { exchange } = answer
  if (answer.kind === 'error') return { kind: 'refused', gatewayCode: answer.code, exchange }
  if (answer.kind === 'unknown') return { kind: 'unknown', exchange }
  const data = inquiryData.safeParse(answer.data)
  if (answer.code !== GOOD || !data.success) return { kind: 'unknown', exchange }
  return { kind: INQUIRY_KINDS[data.data.status], exchange }
}

function readReverse(answer: ZarinpalAnswer): ReverseOutcome {
  const { exchange } = answer
  if (answer.kind === 'unknown') return { kind: 'unknown', exchange }
  if (answer.kind === 'data' && answer.code === GOOD) return { kind: 'reversed', exchange }
  return { kind: 'refused', gatewayCode: answer.code, exchange }
}
