import { formatToman, rial } from '@hybrid-store/kernel'
import type { VNode } from 'preact'

/** An amount of Rial as people read it (Toman); programs find the exact Rial in the `value` attribute. */
export function Money({ amount, testId }: { amount: number; testId?: string }): VNode {
  return (
    <data class="money" value={String(amount)} data-testid={testId}>
      {formatToman(rial(amount))}
    </data>
  )
}
