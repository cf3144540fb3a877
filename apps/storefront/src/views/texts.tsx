import { formatJalaliDateTime, toPersianDigits } from '@hybrid-store/kernel'
import type { StateWords, Tone } from '@hybrid-store/ui'
import type { ComponentChildren, VNode } from 'preact'

/** A code or number that keeps its own left-to-right order inside Persian text; the exact value is in `value`. */
export function Code({ value, testId }: { value: string | number; testId?: string }): VNode {
  return (
    <data class="code" dir="ltr" value={String(value)} data-testid={testId}>
      {toPersianDigits(value)}
    </data>
  )
}

/** An instant (ISO 8601) in Jalali date and Tehran time. */
export function Moment({ at }: { at: string }): VNode {
  return <time dateTime={at}>{formatJalaliDateTime(new Date(at))}</time>
}

export function Badge({ words, testId }: { words: StateWords; testId?: string }): VNode {
  return (
    <span class={`badge badge-${words.tone}`} data-testid={testId}>
      {words.label}
    </span>
  )
}

/** A message above the content. Errors are announced by screen readers. */
export function Notice({
  tone,
  testId,
  children,
}: {
  tone: Tone
  testId?: string
  children: ComponentChildren
}): VNode {
  return (
    <div class={`notice notice-${tone}`} role={tone === 'bad' ? 'alert' : 'status'} data-testid={testId}>
      {children}
    </div>
  )
}
