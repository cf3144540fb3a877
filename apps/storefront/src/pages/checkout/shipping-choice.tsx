import type { VNode } from 'preact'
import { Money } from '../../views/money.tsx'
import type { CheckoutForm } from './checkout.page.tsx'
import { expectedTotalName } from './parse-checkout.ts'

/** The ways of delivery, each with the sum to pay if it is chosen: that sum is what the customer agrees to. */
export function ShippingChoice({ form }: { form: CheckoutForm }): VNode {
  const { methods, cart, values, errors } = form
  const chosen = methods.some(({ id }) => id === values.shippingMethodId) ? values.shippingMethodId : methods[0]?.id
  return (
    <fieldset class="panel">
      <legend>شیوهٔ ارسال</legend>
      {errors.shippingMethodId && <p class="field-error">یکی از شیوه‌های ارسال را برگزینید</p>}
      {methods.length === 0 && <p class="empty">اکنون شیوهٔ ارسالی در دسترس نیست.</p>}
      {methods.map((method) => (
        <label class="variant" key={method.id}>
          <input
            type="radio"
            name="shippingMethodId"
            value={method.id}
            checked={method.id === chosen}
            required
            data-testid={`shipping-${method.id}`}
          />
          <input type="hidden" name={expectedTotalName(method.id)} value={String(cart.itemsTotal + method.price)} />
          <span class="variant-name">{method.title}</span>
          <span class="variant-price">{method.price === 0 ? 'رایگان' : <Money amount={method.price} />}</span>
          {methods.length > 1 && (
            <small class="stock">
              جمع کل: <Money amount={cart.itemsTotal + method.price} />
            </small>
          )}
        </label>
      ))}
    </fieldset>
  )
}
