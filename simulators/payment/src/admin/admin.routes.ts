import { type HttpServer, sendProblem } from '@hybrid-store/http'
import { z } from 'zod'
import { payPayment } from '../bank-page/pay-payment.ts'
import type { Gateway } from '../gateway.ts'
import { type Payment, returnUrl } from '../payment.ts'
import { switchesSchema } from '../switches.ts'
import { overviewPage } from './overview.page.ts'

/** For tests and people who try things out: switches, all payments, and paying without a browser. */
export function adminRoutes(app: HttpServer, gateway: Gateway): void {
  const { payments, switches } = gateway
  app.get('/', async (_request, reply) => reply.type('text/html; charset=utf-8').send(overviewPage(payments.list())))
  app.get('/admin/switches', async () => switches.current())
  app.put('/admin/switches', { schema: { body: switchesSchema.partial() } }, async ({ body }) => switches.set(body))
  app.get('/admin/payments', async () => ({ payments: payments.list().map(describe) }))

  const params = z.object({ authority: z.string() })
  app.post('/admin/payments/:authority/pay', { schema: { params } }, async (request, reply) => {
    const outcome = await payPayment(gateway, request.params.authority)
    if (outcome.ok) return describe(outcome.value)
    if (outcome.error.code === 'unknown') return sendProblem(reply, { code: 'not_found' })
    return sendProblem(reply, { code: 'order_not_payable', paymentStatus: outcome.error.payment.status })
  })
}

/** A payment with the address to which its buyer's browser goes next. */
const describe = (payment: Payment) => ({
  ...payment,
  returnUrl: returnUrl(payment, payment.status === 'PAID' || payment.status === 'VERIFIED' ? 'OK' : 'NOK'),
})
