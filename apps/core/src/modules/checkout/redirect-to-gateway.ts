import { fail, type Id, ok, type Result } from '@hybrid-store/kernel'
import { findCustomer } from '../customers/index.ts'
import { requestPayment } from '../payments/index.ts'
import type { CheckoutDeps } from './checkout-deps.ts'
import type { Payable } from './prepare-payment.ts'

export type Redirect = Payable & { redirectUrl: string }
export type Unavailable = { code: 'payment_unavailable'; orderId: Id<'ord'> }

/**
 * The second phase, outside any transaction: the gateway is asked for a token, unless the payment has one. If it gives none
 * the order stays as it is, so that the customer can try again.
 */
export async function redirectToGateway(
  deps: CheckoutDeps,
  { order, payment }: Payable,
): Promise<Result<Redirect, Unavailable>> {
  if (payment.authority !== null)
    return ok({ order, payment, redirectUrl: deps.gateway.redirectUrl(payment.authority) })
  const customer = await findCustomer(deps.db, order.customerId)
  const requested = await requestPayment(deps, {
    payment,
    orderNumber: order.number,
    mobile: customer?.mobile ?? order.address.mobile,
    publicUrl: deps.config.PUBLIC_URL,
  })
  if (!requested.ok || requested.value.authority === null)
    return fail({ code: 'payment_unavailable', orderId: order.id })
  return ok({ order, payment: requested.value, redirectUrl: deps.gateway.redirectUrl(requested.value.authority) })
}
