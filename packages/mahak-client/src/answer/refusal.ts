import { foldPersian } from '@hybrid-store/kernel'
import type { MahakFailureCode } from '../failure.ts'
import { member, textMember, wholeMember } from './member.ts'

/** An answer in which Mahak says no: `Result: false`, or an HTTP status of failure. */
export interface Refusal {
  code: number | null
  message: string | null
}

// Texts are compared folded (see foldPersian), for Mahak mixes Arabic and Persian letters.
const MEANINGS: readonly { code: MahakFailureCode; codes: readonly number[]; pattern: RegExp }[] = [
  {
    code: 'subscription_expired',
    codes: [],
    pattern: /(?:اشتراک|اعتبار|پشتیبانی).*(?:پایان|منقضی|تمام|به اتمام)|subscription.*expired|expired.*subscription/,
  },
  { code: 'unauthorized', codes: [1002], pattern: /unauthori[sz]ed|توکن|احراز هویت|token.*(?:expired|invalid)/ },
  { code: 'rate_limited', codes: [], pattern: /too many requests|تعداد درخواست.*(?:زیاد|مجاز)/ },
  { code: 'conflict', codes: [2002], pattern: /conflict|نسخه.*(?:قدیمی|مغایر)/ },
]

/** Mahak's own code and words, wherever the envelope holds them (§1.4, §2.2). */
export function refusalOf(envelope: unknown): Refusal {
  const data = member(envelope, 'Data')
  return {
    code: wholeMember(envelope, 'Code') ?? wholeMember(data, 'ErrorCode'),
    message: textMember(envelope, 'Message') ?? textMember(data, 'ErrorMessage'),
  }
}

/** What a refusal means, or null if neither its code nor its words are known. */
export function meaningOf({ code, message }: Refusal): MahakFailureCode | null {
  const folded = foldPersian(message ?? '')
  const known = MEANINGS.find(
    (meaning) => (code !== null && meaning.codes.includes(code)) || meaning.pattern.test(folded),
  )
  return known?.code ?? null
}
