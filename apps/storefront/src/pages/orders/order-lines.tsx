import type { OrderView } from '@hybrid-store/contracts'
import type { VNode } from 'preact'
import { LineDetail } from '../../views/line-detail.tsx'
import { Money } from '../../views/money.tsx'

export function OrderLines({ order }: { order: OrderView }): VNode {
  return (
    <section class="panel summary">
      <h2>کالاها</h2>
      <ul class="summary-lines">
        {order.lines.map((line) => (
          <li key={line.variantId}>
            <span>
              <bdi>{line.productName}</bdi> <LineDetail options={line.options} quantity={line.quantity} />
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
