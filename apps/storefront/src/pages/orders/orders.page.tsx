import type { OrderView } from '@hybrid-store/contracts'
import { ORDER_STATE_WORDS } from '@hybrid-store/ui'
import type { VNode } from 'preact'
import type { Page } from '../../views/layout.tsx'
import { Money } from '../../views/money.tsx'
import { Badge, Code, Moment } from '../../views/texts.tsx'

export const ordersPage = (orders: readonly OrderView[], nextCursor: string | null): Page => ({
  title: 'سفارش‌های من',
  content: (
    <>
      <div class="section-head">
        <h1>سفارش‌های من</h1>
        <form method="post" action="/logout">
          <button class="button button-text" type="submit" data-testid="logout">
            خروج از حساب
          </button>
        </form>
      </div>
      {orders.length === 0 && <p class="empty">هنوز سفارشی ثبت نکرده‌اید.</p>}
      <ul class="stack">
        {orders.map((order) => (
          <Row key={order.id} order={order} />
        ))}
      </ul>
      {nextCursor && (
        <nav class="paging" aria-label="صفحه‌ها">
          <a
            class="button"
            rel="next"
            href={`/orders?cursor=${encodeURIComponent(nextCursor)}`}
            data-testid="next-page"
          >
            سفارش‌های پیشین
          </a>
        </nav>
      )}
    </>
  ),
})

function Row({ order }: { order: OrderView }): VNode {
  return (
    <li>
      <a class="panel order-row" href={`/orders/${order.id}`} data-testid="order-row">
        <strong>
          سفارش <Code value={order.number} />
        </strong>
        <Badge words={ORDER_STATE_WORDS[order.state]} />
        <span class="muted">
          <Moment at={order.placedAt} />
        </span>
        <Money amount={order.total} />
      </a>
    </li>
  )
}
