import { z } from 'zod'
import { TOKEN_NAMES, type Tokens } from '../message.ts'
import type { Operator } from '../operator.ts'
import { priceOf } from '../segments.ts'
import { type Answer, accepted, entryOf, type RefusalCode, refused } from './answer.ts'
import { localMobile, requirementOf, text } from './parameters.ts'
import { areWellShaped, fillTemplate } from './tokens.ts'

const SERVICE_LINE = '1000596446'
const TEMPLATE_NAME = /^[A-Za-z0-9.-]+$/

const lookupSchema = z.object({
  receptor: text,
  template: text,
  token: text,
  token2: text,
  token3: text,
  token10: text,
  token20: text,
  type: z.enum(['sms', 'call']).catch('sms'),
})
type Lookup = z.infer<typeof lookupSchema>

/** `verify/lookup`: sends an approved template filled with tokens to one receptor. */
export async function lookUp(operator: Operator, parameters: unknown): Promise<Answer> {
  const input = lookupSchema.parse(parameters)
  const refusal = refusalOf(operator, input)
  if (refusal) return refused(refusal)
  const receptor = localMobile(input.receptor ?? '')
  if (!receptor) return refused(411)
  const tokens = tokensOf(input)
  const template = input.template ?? ''
  const filled = textOf(operator, template, tokens)
  if (typeof filled === 'number') return refused(filled)
  const cost = priceOf(filled)
  if (!operator.switches.spend(cost)) return refused(418)
  const sentAt = operator.clock.now()
  const draft = { receptor, sender: SERVICE_LINE, template, tokens, text: filled, type: input.type, cost, sentAt }
  return accepted([entryOf(await operator.inbox.add(draft))])
}

function refusalOf({ switches }: Operator, input: Lookup): RefusalCode | null {
  const incomplete = requirementOf(input.receptor, input.token, input.template)
  if (incomplete) return incomplete
  if (!switches.current().advancedService) return 426
  if (!areWellShaped(tokensOf(input))) return 431
  return input.type === 'call' && !/^\d+$/.test(input.token ?? '') ? 428 : null
}

function textOf({ switches }: Operator, name: string, tokens: Tokens): string | RefusalCode {
  const { templates } = switches.current()
  if (!TEMPLATE_NAME.test(name)) return 424
  if (!templates) return `${name}: ${Object.values(tokens).join(' ')}`
  const template = templates[name]
  return template === undefined ? 424 : (fillTemplate(template, tokens) ?? 432)
}

function tokensOf(input: Lookup): Tokens {
  return Object.fromEntries(TOKEN_NAMES.flatMap((name) => (input[name] ? [[name, input[name]]] : [])))
}
