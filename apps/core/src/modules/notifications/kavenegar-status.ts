import type { SmsFailure } from './sms-sender.ts'

/** Kavenegar's `return.status`: account off, failed, bad key, no access from this address, no credit, extra service missing. */
const ACCOUNT = new Set([401, 402, 403, 407, 416, 418, 426, 427, 429, 501])
/** Template missing or not approved, or a token it does not take. */
const TEMPLATE = new Set([400, 406, 422, 424, 428, 431, 432])
const NUMBER = new Set([411, 414])

/** The class of a refusal; everything unknown (409 busy, 451 too many calls …) counts as an outage. */
export function failureOf(status: number): SmsFailure['code'] {
  if (ACCOUNT.has(status)) return 'account_refused'
  if (TEMPLATE.has(status)) return 'template_refused'
  if (NUMBER.has(status)) return 'number_refused'
  return 'unavailable'
}
