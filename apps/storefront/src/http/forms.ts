import { type Problem, quantity } from '@hybrid-store/contracts'
import { toAsciiDigits } from '@hybrid-store/kernel'
import { z } from 'zod'

/** A submitted form: each field's text. A field sent more than once counts with its last value. */
export type FormValues = Readonly<Record<string, string>>
export type FieldErrors = Readonly<Record<string, string>>

const formSchema = z.record(z.string(), z.union([z.string(), z.array(z.string()).transform((all) => all.at(-1) ?? '')]))

export function formValues(body: unknown): FormValues {
  const form = formSchema.safeParse(body ?? {})
  return form.success ? form.data : {}
}

/** A quantity as people type it, Persian digits included; null if it is none that can be ordered. */
export function quantityOf(text: string | undefined, options: { orZero?: boolean } = {}): number | null {
  const typed = toAsciiDigits(text ?? '').trim()
  if (!/^\d{1,4}$/.test(typed)) return null
  const count = Number(typed)
  return (options.orZero && count === 0) || quantity.safeParse(count).success ? count : null
}

/** One message per field from failed validation, in Persian; `fieldOf` names the input for the last part of the path. */
export function errorsOfIssues(issues: readonly z.core.$ZodIssue[]): FieldErrors {
  return firstPerField(issues.map((issue) => [String(issue.path.at(-1) ?? ''), messageOf(issue)]))
}

/** The same from the core's own refusal, whose fields are paths such as `body.address.city`. */
export function errorsOfProblem(problem: Problem): FieldErrors {
  return firstPerField(
    (problem.errors ?? []).map(({ field, message }) => [field.split('.').at(-1) ?? '', inPersian(message)]),
  )
}

const firstPerField = (errors: readonly (readonly [string, string])[]): FieldErrors =>
  Object.fromEntries([...errors].reverse())

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small' || issue.code === 'invalid_type') return 'این بخش را پر کنید'
  if (issue.code === 'too_big') return 'این متن بیش از اندازه بلند است'
  return inPersian(issue.message)
}

const inPersian = (message: string): string => (/[\u0600-\u06ff]/.test(message) ? message : 'این مقدار درست نیست')
