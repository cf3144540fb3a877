import { setTimeout as delay } from 'node:timers/promises'
import type { HttpServer } from '@hybrid-store/http'
import { misbehave } from '@hybrid-store/simulator-kit'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Gateway } from '../gateway.ts'
import type { Call } from '../switches.ts'
import { type Answer, isRefusal, refused } from './answer.ts'
import { calculateFee } from './calculate-fee.ts'
import { inquirePayment } from './inquire-payment.ts'
import { listUnverified } from './list-unverified.ts'
import { requestPayment } from './request-payment.ts'
import { reversePayment } from './reverse-payment.ts'
import { verifyPayment } from './verify-payment.ts'

/** ZarinPal's calls, all POST with JSON in and out. */
export function zarinpalRoutes(app: HttpServer, gateway: Gateway): void {
  const { switches } = gateway
  const unanswered = new Set<FastifyReply['raw']>()
  const call = (name: Call, work: (request: FastifyRequest) => Promise<Answer> | Answer) =>
    app.post(`/${name}.json`, async (request, reply) => {
      await delay(switches.current().latencyMs)
      const fault = switches.takeFault(name)
      if (fault && fault !== 'timeout-after-capture') return misbehave(reply, fault)
      const answer = await work(request)
      if (fault) {
        unanswered.add(reply.raw)
        reply.raw.once('close', () => unanswered.delete(reply.raw))
        return misbehave(reply, fault)
      }
      return reply.code(isRefusal(answer) ? switches.current().errorStatus : 200).send(answer)
    })

  call('request', ({ body, headers }) => requestPayment(gateway, body, headers.referer ?? ''))
  call('verify', ({ body }) => verifyPayment(gateway, body))
  call('inquiry', ({ body }) => inquirePayment(gateway, body))
  call('unVerified', ({ body }) => listUnverified(gateway, body))
  call('reverse', ({ body }) => reversePayment(gateway, body))
  call('feeCalculation', ({ body }) => calculateFee(body))

  app.setErrorHandler((error: FastifyError, _request, reply) => {
    if ((error.statusCode ?? 500) >= 500) throw error
    return reply.code(switches.current().errorStatus).send(refused('-9', [{ body: error.message }]))
  })
  // Callers that wait for an answer that never comes would keep the server from closing.
  app.addHook('preClose', async () => {
    for (const response of unanswered) response.socket?.destroy()
  })
}
