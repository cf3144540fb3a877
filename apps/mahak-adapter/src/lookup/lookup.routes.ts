import {
  lookupAnswerSchema,
  personLookupSchema,
  productLookupSchema,
  rowLookupSchema,
} from '@hybrid-store/contracts/mahak-adapter'
import type { HttpServer } from '@hybrid-store/http'
import type { Lookup } from '@hybrid-store/mahak-client'
import type { FastifyReply } from 'fastify'
import type { AdapterDeps } from '../deps.ts'
import { sendFailure } from '../send-failure.ts'

/** `GET /v1/lookup/…`: what Mahak tells of one thing, without waiting behind a bulk read, for somebody asks. */
export function lookupRoutes(app: HttpServer, { mahak, guard }: AdapterDeps): void {
  const response = { 200: lookupAnswerSchema }
  const answer = async (reply: FastifyReply, lookup: Lookup) => {
    const found = await guard('quick', () => mahak.lookUp(lookup))
    return found.ok ? { answer: found.value } : sendFailure(reply, found.error)
  }
  app.get(
    '/v1/lookup/products/:productId',
    { schema: { summary: 'What Mahak tells of one product', params: productLookupSchema, response } },
    async (request, reply) => answer(reply, request.params),
  )
  app.get(
    '/v1/lookup/people/:personId',
    { schema: { summary: 'What Mahak tells of one person', params: personLookupSchema, response } },
    async (request, reply) => answer(reply, request.params),
  )
  app.get(
    '/v1/lookup/rows/:entityType/:entityId',
    { schema: { summary: 'What Mahak tells of one row of any entity', params: rowLookupSchema, response } },
    async (request, reply) => answer(reply, request.params),
  )
}
