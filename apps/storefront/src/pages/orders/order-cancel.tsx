import type { OrderState, OrderView } from '@hybrid-store/contracts'
import type { VNode } from 'preact'

const OPEN: ReadonlySet<OrderState> = new Set(['pending_payment', 'placed', 'paid'])

/** Customers cancel an order themselves until its invoice is made. */
export function OrderCancel({ order }: { order: OrderView }): VNode | null {
  if (!OPEN.has(order.state) || order.invoiceNumber !== null) return null
  return (
    <section class="panel">
      <h2>لغو سفارش</h2>
      <p>
        تا پیش از صدور فاکتور می‌توانید سفارش را لغو کنید.
        {order.state !== 'placed' && ' مبلغ پرداخت‌شده را فروشگاه به شما بازمی‌گرداند.'}
      </p>
      <form method="post" action={`/orders/${order.id}/cancel`}>
        <button class="button button-quiet" type="submit" data-testid="cancel-order">
          لغو این سفارش
        </button>
      </form>
    </section>
  )
}
