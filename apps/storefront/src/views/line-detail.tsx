import { formatCount } from '@hybrid-store/ui'
import type { VNode } from 'preact'

interface Option {
  name: string
  value: string
}

/** Option values, each kept apart so that a Latin one («XL») does not pull its neighbours into its own direction. */
export function Options({ options }: { options: readonly Option[] }): VNode {
  return (
    <>
      {options.map((option, index) => (
        <span key={option.name}>
          {index > 0 && '، '}
          <bdi>{option.value}</bdi>
        </span>
      ))}
    </>
  )
}

/** Options and number of a line of a cart or an order. */
export function LineDetail({ options, quantity }: { options: readonly Option[]; quantity: number }): VNode {
  return (
    <small class="muted line-detail">
      <Options options={options} />
      {options.length > 0 && '، '}
      {formatCount(quantity)} عدد
    </small>
  )
}
