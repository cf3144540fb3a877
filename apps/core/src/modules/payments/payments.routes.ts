import { confirmPaymentAnswer, confirmPaymentBody, idSchema } from '@hybrid-store/contracts'
import { type HttpServer, sendProblem } from '@hybrid-store/http'
import { z } from 'zod'
import { confirmPayment } from './confirm-payment.ts'
import type { PaymentDeps } from './payment-deps.ts'

export function registerPaymentsRoutes(app: HttpServer, deps: PaymentDeps): void {
  app.post(
    '/api/v1/payments/:paymentId/confirm',
    {
      schema: {
        tags: ['payments'],
        summary: 'Settle a payment after the buyer has come back from the bank',
        params: z.object({ paymentId: idSchema('pay') }),
        body: confirmPaymentBody,
        response: { 200: confirmPaymentAnswer },
      },
      config: { rules: { access: 'public', rate: 'write', idempotency: 'natural' } },
    },
    async (request, reply) => {
      const confirmed = await confirmPayment(deps, { paymentId: request.params.paymentId, ...request.body })
      if (!confirmed.ok) return sendProblem(reply, confirmed.error)
      return { orderId: confirmed.value.orderId, state: confirmed.value.state }
    },
  )
}
