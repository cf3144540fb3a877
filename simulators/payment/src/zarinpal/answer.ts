/** ZarinPal's refusals (its error list), in its own words where they are known. */
const REFUSALS = {
  '-9': 'The input params invalid, validation error.',
  '-36': 'The minimum share of a wage is 10,000 Rial.',
  '-41': 'The maximum amount is 100,000,000 Toman.',
  '-50': 'Session is not valid, amounts values is not the same.',
  '-51': 'Session is not valid, session is not active paid try.',
  '-53': 'Session is not this merchant_id session.',
  '-54': 'Invalid authority.',
  '-61': 'Session is not in success status.',
  '-62': 'Terminal ip limit most be active.',
  '-63': 'Maximum time for reverse this session is expired.',
} as const

export type RefusalCode = keyof typeof REFUSALS

/** The envelope of every answer: the side that says nothing is an array, the side that speaks an object. */
export type Answer =
  | { data: Record<string, unknown>; errors: [] }
  | { data: []; errors: { message: string; code: number; validations: Record<string, string>[] } }

export const accepted = (data: Record<string, unknown>): Answer => ({ data, errors: [] })

export const refused = (code: RefusalCode, validations: Record<string, string>[] = []): Answer => ({
  data: [],
  errors: { message: REFUSALS[code], code: Number(code), validations },
})

export const isRefusal = (answer: Answer): boolean => Array.isArray(answer.data)
