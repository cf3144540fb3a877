import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { CoreUnavailable } from '../../core/core-request.ts'
import { showRefusal } from '../../http/refusal.ts'
import type { Site } from '../../site.ts'
import { checkingPage } from './checking.page.tsx'

const returnParams = z.object({ paymentId: z.string() })
const returnQuery = z.object({ Authority: z.string().catch(''), Status: z.string().catch('') })

/** Where the bank sends the customer back to. What it says is only a hint: the core asks the bank itself. */
export function addPaymentRoutes(app: FastifyInstance, site: Site): void {
  app.get('/payments/return/:paymentId', async (request, reply) => {
    const visit = site.visit(request, reply)
    const { paymentId } = returnParams.parse(request.params)
    const { Authority, Status } = returnQuery.parse(request.query)
    try {
      const confirmed = await visit.api.confirmPayment(paymentId, { authority: Authority, status: Status })
      if (!confirmed.ok) return showRefusal(site, visit, request, reply, confirmed.error)
      return reply.redirect(`/orders/${confirmed.value.orderId}`, 303)
    } catch (error) {
      if (!(error instanceof CoreUnavailable)) throw error
      request.log.error({ err: error }, 'a payment could not be confirmed on return')
      return site.show(visit, reply, checkingPage(request.url))
    }
  })
}
