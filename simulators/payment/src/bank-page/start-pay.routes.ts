import type { HttpServer } from '@hybrid-store/http'
import { z } from 'zod'
import type { Gateway } from '../gateway.ts'
import { returnUrl } from '../payment.ts'
import { cancelPayment, payPayment } from './pay-payment.ts'
import { closedPage, openPage, unknownPage } from './start-pay.page.ts'

const params = z.object({ authority: z.string() })
const body = z.object({ action: z.enum(['pay', 'cancel', 'pay-and-stay']) })

/** The page on which the buyer pays, and what its buttons do. */
export function startPayRoutes(app: HttpServer, gateway: Gateway): void {
  app.get('/pg/StartPay/:authority', { schema: { params } }, async (request, reply) => {
    const payment = gateway.payments.find(request.params.authority)
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-store')
    if (!payment) return reply.code(404).send(unknownPage())
    return payment.status === 'IN_BANK' ? openPage(payment) : closedPage(payment, 'این پرداخت پایان یافته است')
  })

  app.post('/pg/StartPay/:authority', { schema: { params, body } }, async (request, reply) => {
    const { authority } = request.params
    const { action } = request.body
    const outcome = await (action === 'cancel' ? cancelPayment(gateway, authority) : payPayment(gateway, authority))
    reply.type('text/html; charset=utf-8')
    if (!outcome.ok) {
      if (outcome.error.code === 'unknown') return reply.code(404).send(unknownPage())
      return reply.code(409).send(closedPage(outcome.error.payment, 'این پرداخت پایان یافته است'))
    }
    if (action === 'pay-and-stay') return closedPage(outcome.value, 'پرداخت انجام شد')
    return reply.redirect(returnUrl(outcome.value, action === 'pay' ? 'OK' : 'NOK'), 303)
  })
}
