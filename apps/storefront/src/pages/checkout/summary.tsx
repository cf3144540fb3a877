import type { VNode } from 'preact'
import { LineDetail } from '../../views/line-detail.tsx'
import { Money } from '../../views/money.tsx'
import type { CheckoutForm } from './checkout.page.tsx'

export function Summary({ form: { cart, methods } }: { form: CheckoutForm }): VNode {
  const onDelivery = methods.some((method) => method.onDelivery)
  const only = methods.length === 1 ? methods[0] : undefined
  return (
    <aside class="panel summary" aria-label="خلاصهٔ سفارش">
      <h2>خلاصهٔ سفارش</h2>
      <ul class="summary-lines">
        {cart.lines.map((line) => (
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
        <Money amount={cart.itemsTotal} testId="items-total" />
      </p>
      {only ? (
        <>
          <p class="sum">
            <span>هزینهٔ ارسال</span>
            {only.price === 0 ? <span>رایگان</span> : <Money amount={only.price} />}
          </p>
          <p class="total">
            <span>مبلغ پرداختی</span>
            <Money amount={cart.itemsTotal + only.price} testId="checkout-total" />
          </p>
        </>
      ) : (
        <p class="muted">جمع کل با هر شیوهٔ ارسال، کنار همان نوشته شده است.</p>
      )}
      <button class="button button-wide" type="submit" disabled={methods.length === 0} data-testid="checkout-submit">
        {onDelivery ? 'ثبت سفارش' : 'ثبت سفارش و پرداخت'}
      </button>
      <p class="muted">کالاها پس از ثبت سفارش برای چند دقیقه برای شما نگه داشته می‌شوند.</p>
    </aside>
  )
}
