import { z } from 'zod'
import type { Message } from '../message.ts'
import type { Operator } from '../operator.ts'
import { priceOf } from '../segments.ts'
import { type Answer, accepted, entryOf, type RefusalCode, refused } from './answer.ts'
import { list, localMobile, requirementOf, text } from './parameters.ts'

const MAX_RECEPTORS = 200
const MAX_LENGTH = 900
const DEFAULT_LINE = '10004346'

const sendSchema = z.object({ receptor: text, message: text, sender: text, date: text, localid: text })

interface Dispatch {
  receptors: string[]
  localIds: string[]
  message: string
  sender: string
}

/** `sms/send`: free text to up to 200 receptors. A `localid` that was seen before sends nothing and answers as then. */
export async function send(operator: Operator, parameters: unknown): Promise<Answer> {
  const dispatch = readDispatch(operator, sendSchema.parse(parameters))
  if (typeof dispatch === 'number') return refused(dispatch)
  const cost = priceOf(dispatch.message)
  const earlier = dispatch.receptors.map((receptor, index) => sentBefore(operator, receptor, dispatch.localIds[index]))
  const fresh = earlier.filter((message) => message === null).length
  if (!operator.switches.spend(cost * fresh)) return refused(418)

  const sent = dispatch.receptors.map(
    (receptor, index) => earlier[index] ?? addTo(operator, dispatch, receptor, dispatch.localIds[index], cost),
  )
  return accepted((await Promise.all(sent)).map(entryOf))
}

const sentBefore = ({ inbox }: Operator, receptor: string, localId: string | undefined): Message | null =>
  localId ? inbox.findLocal(localId, receptor) : null

const addTo = (
  { inbox, clock }: Operator,
  { sender, message }: Dispatch,
  receptor: string,
  localId: string | undefined,
  cost: number,
) =>
  inbox.add({
    receptor,
    sender,
    template: null,
    tokens: {},
    text: message,
    type: 'sms',
    localId,
    cost,
    sentAt: clock.now(),
  })

function readDispatch({ clock }: Operator, input: z.infer<typeof sendSchema>): Dispatch | RefusalCode {
  const { receptor = '', message = '', sender = DEFAULT_LINE, localid } = input
  const incomplete = requirementOf(input.receptor) ?? (input.message === undefined ? 400 : null)
  if (incomplete) return incomplete
  const receptors = list(receptor).map(localMobile)
  const localIds = localid ? list(localid) : []
  if (receptors.length > MAX_RECEPTORS) return 414
  if (message.trim() === '' || message.length > MAX_LENGTH) return 413
  if (!/^\+?\d+$/.test(sender)) return 412
  if (input.date && !(Number(input.date) * 1_000 >= clock.now().getTime())) return 417
  if (localIds.length > 0 && localIds.length !== receptors.length) return 419
  const valid = receptors.filter((mobile) => mobile !== null)
  return valid.length === receptors.length ? { receptors: valid, localIds, message, sender } : 411
}
