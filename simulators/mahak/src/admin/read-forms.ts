import { toAsciiDigits } from '@hybrid-store/kernel'
import { z } from 'zod'
import { faultsSchema, lastingSchema, type Switches } from '../switches/switches.ts'

const formSchema = z.record(z.string(), z.string())

/** The switches of a form; null if a value is none. */
export function readSwitchForm(body: unknown): Partial<Switches> | null {
  return parse(lastingSchema.partial(), valuesOf(body))
}

/** Latency and late commits; null if a figure is none. */
export function readTimingForm(body: unknown): Partial<Switches> | null {
  const { medianMs, p95Ms, lateCommitMs } = valuesOf(body)
  return parse(faultsSchema.partial(), { latency: { medianMs, p95Ms }, lateCommitMs })
}

/** The faults that were planned and the form's, which has `times` or a `percent`; null if it is none. */
export function readFaultForm(body: unknown, { failNext, failRate }: Switches): Partial<Switches> | null {
  const { percent, ...fault } = valuesOf(body)
  if (percent === undefined) return parse(faultsSchema.partial(), { failNext: [...failNext, fault] })
  const rate = { ...fault, probability: Number(percent) / 100 }
  return parse(faultsSchema.partial(), { failRate: [...failRate, rate] })
}

function parse<Schema extends z.ZodType>(schema: Schema, values: unknown): z.infer<Schema> | null {
  const parsed = schema.safeParse(values)
  return parsed.success ? parsed.data : null
}

const valuesOf = (body: unknown): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(formSchema.catch({}).parse(body)).map(([name, text]) => [name, toValue(name, text)]),
  )

/** Forms know only text; the schema says whether the value fits. */
function toValue(name: string, text: string): unknown {
  const plain = toAsciiDigits(text).replace('−', '-').trim()
  if (name === 'path' || name === 'kind') return plain
  if (plain === '') return null
  if (plain === 'true' || plain === 'false') return plain === 'true'
  return Number.isNaN(Number(plain)) ? plain : Number(plain)
}
