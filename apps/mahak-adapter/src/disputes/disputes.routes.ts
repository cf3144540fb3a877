import {
  disputeAnswerSchema,
  disputeRequestSchema,
  orderDisputeRequestSchema,
} from '@hybrid-store/contracts/mahak-adapter'
import { type HttpServer, sendProblem } from '@hybrid-store/http'
import { isEntityName, type Outcome } from '@hybrid-store/mahak-client'
import type { FastifyReply } from 'fastify'
import type { AdapterDeps } from '../deps.ts'
import { sendFailure } from '../send-failure.ts'

// The whole list of a large entity: half a million rows.
const BODY_LIMIT = 32 * 1024 * 1024

/**
 * `POST /v1/disputes`, `POST /v1/order-disputes`: repairs by hand. They travel with the bulk reads whose place they take, so
 * that no order waits behind one.
 */
export function disputesRoutes(app: HttpServer, { mahak, guard }: AdapterDeps): void {
  const response = { 200: disputeAnswerSchema }
  app.post(
    '/v1/disputes',
    {
      schema: { summary: 'Compare all known rows of an entity', body: disputeRequestSchema, response },
      bodyLimit: BODY_LIMIT,
    },
    async (request, reply) => {
      const { entity, items } = request.body
      if (isEntityName(entity)) return answer(reply, await guard('bulk', () => mahak.solveDispute(entity, items)))
      const errors = [{ field: 'body.entity', message: 'no such entity' }]
      return sendProblem(reply, { code: 'invalid_request', errors })
    },
  )
  app.post(
    '/v1/order-disputes',
    {
      schema: { summary: 'Compare all known order numbers', body: orderDisputeRequestSchema, response },
      bodyLimit: BODY_LIMIT,
    },
    async (request, reply) => answer(reply, await guard('bulk', () => mahak.solveOrderDispute(request.body.items))),
  )
}

const answer = (reply: FastifyReply, solved: Outcome<unknown>) =>
  solved.ok ? { data: solved.value } : sendFailure(reply, solved.error)
