import { type CheckoutBody, checkoutBody } from '@hybrid-store/contracts'
import { fail, ok, type Result } from '@hybrid-store/kernel'
import { errorsOfIssues, type FieldErrors, type FormValues } from '../../http/forms.ts'

/** The input that carries the sum shown beside a shipping method; without scripts each method needs its own. */
export const expectedTotalName = (methodId: string): string => `expectedTotal.${methodId}`

/** The order as the form states it, or one message per field that is not right. */
export function parseCheckout(values: FormValues): Result<CheckoutBody, { code: 'invalid_form'; fields: FieldErrors }> {
  const methodId = values.shippingMethodId ?? ''
  const parsed = checkoutBody.safeParse({
    cartId: values.cartId,
    shippingMethodId: methodId,
    address: {
      receiverName: values.receiverName ?? '',
      mobile: values.mobile ?? '',
      province: values.province ?? '',
      city: values.city ?? '',
      address: values.address ?? '',
      postalCode: values.postalCode ?? '',
    },
    ...(values.note ? { note: values.note } : {}),
    ...(values.paymentMethod ? { paymentMethod: values.paymentMethod } : {}),
    expectedTotal: Number(values[expectedTotalName(methodId)] ?? Number.NaN),
  })
  return parsed.success ? ok(parsed.data) : fail({ code: 'invalid_form', fields: errorsOfIssues(parsed.error.issues) })
}
