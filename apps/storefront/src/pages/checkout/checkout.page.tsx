import type { CartView, ShippingMethodView } from '@hybrid-store/contracts'
import type { VNode } from 'preact'
import type { FieldErrors, FormValues } from '../../http/forms.ts'
import type { Page } from '../../views/layout.tsx'
import { Notice } from '../../views/texts.tsx'
import { AddressFields } from './address-fields.tsx'
import type { CheckoutNotice } from './checkout-notice.ts'
import { PaymentChoice } from './payment-choice.tsx'
import { ShippingChoice } from './shipping-choice.tsx'
import { Summary } from './summary.tsx'

export interface CheckoutForm {
  cart: CartView
  methods: readonly ShippingMethodView[]
  values: FormValues
  errors: FieldErrors
  notice: CheckoutNotice | null
  status: number
  idempotencyKey: string
}

export const checkoutPage = (form: CheckoutForm): Page => ({
  title: 'نهایی کردن خرید',
  status: form.status,
  content: (
    <>
      <h1>نهایی کردن خرید</h1>
      <Refusal form={form} />
      <form class="with-summary" method="post" action="/checkout">
        <input type="hidden" name="cartId" value={form.cart.id} />
        <input type="hidden" name="idempotencyKey" value={form.idempotencyKey} />
        <div class="stack">
          <AddressFields values={form.values} errors={form.errors} />
          <ShippingChoice form={form} />
          <PaymentChoice form={form} />
        </div>
        <Summary form={form} />
      </form>
    </>
  ),
})

function Refusal({ form: { notice, errors } }: { form: CheckoutForm }): VNode | null {
  if (notice) {
    return (
      <Notice tone={notice.kind === 'cart_changed' ? 'warn' : 'bad'} testId={`checkout-${notice.kind}`}>
        <p>{notice.text}</p>
        {notice.goods.length > 0 && (
          <ul>
            {notice.goods.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        )}
        {notice.goods.length > 0 && <a href="/cart">تغییر سبد خرید</a>}
      </Notice>
    )
  }
  if (Object.keys(errors).length === 0) return null
  return (
    <Notice tone="bad" testId="checkout-invalid">
      برخی بخش‌های فرم درست نیست؛ آن‌ها را که نشان داده شده‌اند اصلاح کنید.
    </Notice>
  )
}
