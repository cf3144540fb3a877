import { z } from 'zod'
import { STATUS_TEXTS } from '../message.ts'
import type { Operator } from '../operator.ts'
import { type Answer, accepted, refused } from './answer.ts'
import { list, requirementOf, text } from './parameters.ts'

const MAX_IDS = 500
const KEPT_MS = 48 * 60 * 60_000

/** `sms/status`: how up to 500 messages of the last 48 hours fared. */
export function statusOf({ inbox, switches, clock }: Operator, parameters: unknown): Answer {
  const { messageid } = z.object({ messageid: text }).parse(parameters)
  const incomplete = requirementOf(messageid)
  if (incomplete) return refused(incomplete)
  const ids = list(messageid ?? '').map(Number)
  if (ids.length > MAX_IDS) return refused(414)
  const entries = ids.map((id) => {
    const message = inbox.find(id)
    const known = message && clock.now().getTime() - message.sentAt.getTime() <= KEPT_MS
    const status = known ? switches.current().deliveryStatus : 100
    return { messageid: id, status, statustext: STATUS_TEXTS[status] }
  })
  return accepted(entries)
}
