import type { MahakAccount } from '@hybrid-store/mahak-client'
import { type Finding, found } from '../finding.ts'

/** Time enough to renew a subscription (Mahak API reference §11). */
const SHORT_DAYS = 15

/** How long Mahak will go on serving this shop. */
export function judgeCredit({ creditDay: days }: MahakAccount): Finding[] {
  if (days === null) return [found('credit_unknown')]
  if (days < 0) return [found('credit_expired')]
  return [found(days < SHORT_DAYS ? 'credit_short' : 'credit_enough', { days })]
}
