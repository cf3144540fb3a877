import {
  type CheckoutBody,
  checkoutAnswer,
  confirmPaymentAnswer,
  orderPage,
  orderView,
  payAnswer,
  shippingMethodList,
} from '@hybrid-store/contracts'
import { type Ask, path } from './ask.ts'

export const orderApi = (ask: Ask) => ({
  shippingMethods: () => ask({ path: '/api/v1/shipping-methods', answer: shippingMethodList }),
  checkout: (body: CheckoutBody, idempotencyKey: string) =>
    ask({ method: 'POST', path: '/api/v1/checkout', body, idempotencyKey, patient: true, answer: checkoutAnswer }),
  orders: (cursor: string | undefined) => ask({ path: '/api/v1/orders', query: { cursor }, answer: orderPage }),
  order: (orderId: string) => ask({ path: path`/api/v1/orders/${orderId}`, answer: orderView }),
  pay: (orderId: string) =>
    ask({ method: 'POST', path: path`/api/v1/orders/${orderId}/pay`, patient: true, answer: payAnswer }),
  cancelOrder: (orderId: string) =>
    ask({ method: 'POST', path: path`/api/v1/orders/${orderId}/cancel`, answer: orderView }),
  confirmPayment: (paymentId: string, hint: { authority: string; status: string }) =>
    ask({
      method: 'POST',
      path: path`/api/v1/payments/${paymentId}/confirm`,
      body: hint,
      patient: true,
      answer: confirmPaymentAnswer,
    }),
})
