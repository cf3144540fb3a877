import { sendProblem } from '@hybrid-store/http'
import type { Result } from '@hybrid-store/kernel'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'

export const idSchema = z.object({ id: z.coerce.number().int().positive() })

export const pageSchema = z.object({
  limit: z.coerce.number().int().min(1).max(100_000).default(1_000),
  offset: z.coerce.number().int().min(0).default(0),
})

const REASONS = {
  deleted: 'it was deleted',
  already_converted: 'the order is an invoice already',
  already_registered: 'the receipt is in the books already',
  unknown_person: 'it names a person that does not exist, so it cannot be taken into the books',
  insufficient_stock: 'there are not enough goods, and the switch negativeStockForbidden is on',
  not_an_invoice: 'only an invoice of a sale can be returned',
  more_than_sold: 'more would come back than was sold',
  nothing_left: 'there is nothing left to return',
  has_returns: 'goods of it came back; delete the returns first',
  already_running: 'it is running already',
} as const

export type Refusal = 'not_found' | keyof typeof REASONS

/** The value; or 404 for what is not there, and 409 with the reason as code for what is there and cannot be done. */
export function answer<Value>(reply: FastifyReply, outcome: Result<Value, { code: Refusal }>): Value | FastifyReply {
  return outcome.ok ? outcome.value : refuse(reply, outcome.error.code)
}

export function refuse(reply: FastifyReply, code: Refusal): FastifyReply {
  if (code === 'not_found') return sendProblem(reply, { code: 'not_found' })
  const problem = { type: `/problems/${code}`, title: 'Conflict', status: 409, code, detail: REASONS[code] }
  return reply.code(409).type('application/problem+json').send(JSON.stringify(problem))
}

/** As `answer`, for acts that give nothing. */
export function answerDone(reply: FastifyReply, outcome: Result<unknown, { code: Refusal }>): object {
  return outcome.ok ? { ok: true } : refuse(reply, outcome.error.code)
}
