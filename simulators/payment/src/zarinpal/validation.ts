import { z } from 'zod'
import { type Answer, refused } from './answer.ts'

export const merchantId = z.guid('The merchant id must be a UUID of 36 characters.').toLowerCase()
export const amount = z.coerce.number('The amount must be an integer.').int('The amount must be an integer.').positive()
export const authority = z.string('The authority field is required.')

/** Hands a valid body to `work`; answers -9 with the fields and why otherwise. */
export function validated<Schema extends z.ZodType, Outcome>(
  schema: Schema,
  body: unknown,
  work: (input: z.infer<Schema>) => Outcome,
): Outcome | Answer {
  const input = schema.safeParse(body)
  if (input.success) return work(input.data)
  const validations = input.error.issues.map((issue) => ({ [issue.path.join('.')]: issue.message }))
  return refused('-9', validations)
}
