import type { OrderView } from '@hybrid-store/contracts'
import { formatCount, optionsLabel } from '@hybrid-store/ui'
import type { VNode } from 'preact'
import { Money } from '../../views/money.tsx'

export function OrderLines({ order }: { order: OrderView }): VNode {
  return (
    <section class="panel summary">
      <h2>کالاها</h2>
      <ul class="summary-lines">
        {order.lines.map((line) => (
          <li key={line.variantId}>
            <span>
              {line.productName}
              <small class="muted">
                {' '}
                {[optionsLabel(line.options), `${formatCount(line.quantity)} عدد`].filter(Boolean).join('، ')}
              </small>
            </span>
            <Money amount={line.total} />
          </li>
        ))}
      </ul>
      <p class="sum">
        <span>جمع کالاها</span>
        <Money amount={order.itemsTotal} />
      </p>
      <p class="sum">
        <span>هزینهٔ ارسال</span>
        {order.shippingTotal === 0 ? <span>رایگان</span> : <Money amount={order.shippingTotal} />}
      </p>
      <p class="total">
        <span>جمع کل</span>
        <Money amount={order.total} testId="order-total" />
      </p>
    </section>
  )
}
