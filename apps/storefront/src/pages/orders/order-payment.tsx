import type { OrderView } from '@hybrid-store/contracts'
import type { VNode } from 'preact'
import { Money } from '../../views/money.tsx'
import { Code, Moment, Notice } from '../../views/texts.tsx'

/** How the payment stands and what the customer can do about it. */
export function OrderPayment({ order, refusal }: { order: OrderView; refusal: string | undefined }): VNode {
  return (
    <>
      {refusal && (
        <Notice tone="bad" testId="pay-refusal">
          {refusal}
        </Notice>
      )}
      <Standing order={order} />
    </>
  )
}

function Standing({ order }: { order: OrderView }): VNode {
  if (order.state === 'paid') return <Paid order={order} />
  if (order.state === 'placed') return <OnDelivery order={order} />
  if (order.state === 'cancelled') return <Notice tone="bad">این سفارش لغو شده است.</Notice>
  if (order.state === 'expired') {
    return (
      <Notice tone="neutral" testId="order-expired">
        مهلت پرداخت این سفارش گذشت و کالاها آزاد شدند. اگر مبلغی از حساب شما کم شده باشد، بازگردانده می‌شود.
      </Notice>
    )
  }
  if (order.payment?.state === 'unknown') {
    return (
      <Notice tone="info" testId="payment-unknown">
        پرداخت شما در حال بررسی است؛ هنوز پاسخی از بانک نگرفته‌ایم. دوباره پرداخت نکنید، این صفحه خودبه‌خود تازه می‌شود.
      </Notice>
    )
  }
  return <Unpaid order={order} />
}

function OnDelivery({ order: { dueOnDelivery } }: { order: OrderView }): VNode {
  return (
    <Notice tone="good" testId="payment-on-delivery">
      <p>سفارش شما ثبت شد. سپاس از خرید شما.</p>
      {dueOnDelivery !== null && (
        <p>
          مبلغی که هنگام تحویل می‌پردازید: <Money amount={dueOnDelivery} testId="due-on-delivery" />
        </p>
      )}
    </Notice>
  )
}

function Paid({ order }: { order: OrderView }): VNode {
  return (
    <Notice tone="good" testId="payment-paid">
      <p>پرداخت شما با موفقیت انجام شد. سپاس از خرید شما.</p>
      <dl class="facts">
        {order.paidAt && (
          <>
            <dt>زمان پرداخت</dt>
            <dd>
              <Moment at={order.paidAt} />
            </dd>
          </>
        )}
        {order.payment?.reference && (
          <>
            <dt>شمارهٔ پیگیری</dt>
            <dd>
              <Code value={order.payment.reference} testId="payment-reference" />
            </dd>
          </>
        )}
        {order.payment?.cardPan && (
          <>
            <dt>کارت</dt>
            <dd>
              <Code value={order.payment.cardPan} testId="payment-card" />
            </dd>
          </>
        )}
      </dl>
    </Notice>
  )
}

function Unpaid({ order }: { order: OrderView }): VNode {
  const failed = order.payment?.state === 'failed'
  return (
    <Notice tone={failed ? 'bad' : 'warn'} testId={failed ? 'payment-failed' : 'payment-pending'}>
      <p>{failed ? 'پرداخت انجام نشد. مبلغی از شما دریافت نشده است.' : 'این سفارش هنوز پرداخت نشده است.'}</p>
      {order.expiresAt && (
        <p>
          کالاها تا <Moment at={order.expiresAt} /> برای شما نگه داشته می‌شوند.
        </p>
      )}
      <form method="post" action={`/orders/${order.id}/pay`}>
        <button class="button" type="submit" data-testid="pay-again">
          {failed ? 'پرداخت دوباره' : 'پرداخت'}
        </button>
      </form>
    </Notice>
  )
}
