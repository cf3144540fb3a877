import type { OrderView } from '@hybrid-store/contracts'
import { ORDER_STATE_WORDS } from '@hybrid-store/ui'
import type { VNode } from 'preact'
import type { Page } from '../../views/layout.tsx'
import { Badge, Code, Moment } from '../../views/texts.tsx'
import { OrderBooks } from './order-books.tsx'
import { OrderCancel } from './order-cancel.tsx'
import { OrderLines } from './order-lines.tsx'
import { OrderPayment } from './order-payment.tsx'

/** One order; `refusal` says why a payment could not be started. */
export function orderPage(order: OrderView, refusal?: string): Page {
  const checking = order.state === 'pending_payment' && order.payment?.state === 'unknown'
  return {
    title: 'سفارش',
    ...(checking ? { refresh: { seconds: 10, url: `/orders/${order.id}` } } : {}),
    content: (
      <>
        <nav class="crumbs" aria-label="مسیر">
          <a href="/orders">سفارش‌های من</a>
        </nav>
        <div class="section-head">
          <h1>
            سفارش <Code value={order.number} testId="order-number" />
          </h1>
          <Badge words={ORDER_STATE_WORDS[order.state]} testId="order-state" />
        </div>
        <OrderPayment order={order} refusal={refusal} />
        <div class="with-summary">
          <div class="stack">
            <OrderBooks order={order} />
            <Delivery order={order} />
            <OrderCancel order={order} />
          </div>
          <OrderLines order={order} />
        </div>
      </>
    ),
  }
}

function Delivery({ order }: { order: OrderView }): VNode {
  const { address } = order
  return (
    <section class="panel">
      <h2>گیرنده و ارسال</h2>
      <dl class="facts">
        <dt>زمان ثبت</dt>
        <dd>
          <Moment at={order.placedAt} />
        </dd>
        <dt>گیرنده</dt>
        <dd>{address.receiverName}</dd>
        <dt>موبایل</dt>
        <dd>
          <Code value={address.mobile.replace(/^\+98/, '0')} />
        </dd>
        <dt>نشانی</dt>
        <dd>
          {address.province}، {address.city}، {address.address}
        </dd>
        <dt>کد پستی</dt>
        <dd>
          <Code value={address.postalCode} />
        </dd>
        <dt>شیوهٔ ارسال</dt>
        <dd>{order.shippingTitle}</dd>
        {order.note && (
          <>
            <dt>یادداشت</dt>
            <dd>{order.note}</dd>
          </>
        )}
      </dl>
    </section>
  )
}
