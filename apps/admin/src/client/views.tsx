import { formatJalaliDateTime, formatToman, rial, toPersianDigits } from '@hybrid-store/kernel'
import type { StateWords } from '@hybrid-store/ui'

/** A number or code in its own left-to-right order; `value` holds it as it is. */
export function Code({ value, testId }: { value: string | number; testId?: string }) {
  return (
    <data className="code" dir="ltr" value={value} data-testid={testId}>
      {toPersianDigits(value)}
    </data>
  )
}

export function Money({ amount }: { amount: number }) {
  return (
    <data className="money" value={amount}>
      {formatToman(rial(amount))}
    </data>
  )
}

export function Moment({ at }: { at: string | null }) {
  return at ? <time dateTime={at}>{formatJalaliDateTime(new Date(at))}</time> : <span className="muted">هنوز نه</span>
}

export function Badge({ words, testId }: { words: StateWords; testId?: string }) {
  return (
    <span className={`badge tone-${words.tone}`} data-testid={testId}>
      {words.label}
    </span>
  )
}

/** Says that the figures shown may be old; the next refresh tries again by itself. */
export function Failure({ error }: { error: Error | null }) {
  if (!error) return null
  return (
    <p className="notice tone-bad" role="alert" data-testid="refresh-failed">
      {error.message}؛ آنچه می‌بینید شاید کهنه باشد.
    </p>
  )
}
