import type { z } from 'zod'

/**
 * Reads settings from the environment by a zod schema. Throws one error that lists every variable that is missing or wrong
 * and why; values are never printed, for they may be secrets.
 */
export function readConfig<Schema extends z.ZodType>(
  schema: Schema,
  environment: NodeJS.ProcessEnv = process.env,
): z.infer<Schema> {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(present)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`the environment is not right:\n${lines.join('\n')}`)
}
