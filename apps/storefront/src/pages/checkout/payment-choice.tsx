import type { PaymentMethod } from '@hybrid-store/contracts'
import type { VNode } from 'preact'
import type { CheckoutForm } from './checkout.page.tsx'

/** Bank or cash on delivery, where a way of delivery allows the latter; without scripts the answer to a wrong pair is the core's. */
export function PaymentChoice({ form: { methods, values } }: { form: CheckoutForm }): VNode | null {
  const allowing = methods.filter((method) => method.onDelivery)
  if (allowing.length === 0) return <input type="hidden" name="paymentMethod" value="gateway" />
  const hint = allowing.length < methods.length ? `تنها با ${allowing.map(({ title }) => title).join('، ')}` : undefined
  const chosen = values.paymentMethod === 'on_delivery' ? 'on_delivery' : 'gateway'
  return (
    <fieldset class="panel">
      <legend>شیوهٔ پرداخت</legend>
      <Choice method="gateway" label="پرداخت اینترنتی" chosen={chosen} />
      <Choice method="on_delivery" label="پرداخت در محل، هنگام تحویل" chosen={chosen} hint={hint} />
    </fieldset>
  )
}

interface ChoiceProps {
  method: PaymentMethod
  label: string
  chosen: PaymentMethod
  hint?: string | undefined
}

function Choice({ method, label, chosen, hint }: ChoiceProps): VNode {
  return (
    <label class="variant">
      <input
        type="radio"
        name="paymentMethod"
        value={method}
        checked={method === chosen}
        required
        data-testid={`pay-${method}`}
      />
      <span class="variant-name">{label}</span>
      {hint && <small class="stock">{hint}</small>}
    </label>
  )
}
