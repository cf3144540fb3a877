import { PROBLEMS, problemSchema } from '@hybrid-store/contracts'
import { claimIdempotencyKey, type Database, storeIdempotentAnswer } from '@hybrid-store/database'
import { principalOf, problemOf, sendProblem } from '@hybrid-store/http'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** What a guarded route answers; kept as it is and given again to every repeat of the request. */
export interface Answer {
  status: number
  body: unknown
  /** True for a refusal that says only "not yet": it is not kept, so that the same request can be tried again. */
  transient?: boolean
}

type Problem = Parameters<typeof problemOf>[0]

export const problemAnswer = (problem: Problem): Answer => ({
  status: PROBLEMS[problem.code].status,
  body: problemOf(problem),
})

const KEY = /^[\x21-\x7e]{1,200}$/

/**
 * Runs `work` once per Idempotency-Key of the caller and route, and answers repeats with the first answer. A transient
 * answer, one of 5xx, and anything thrown free the key so that the same request may be tried again.
 */
export async function answerOnce(
  db: Database,
  request: FastifyRequest,
  reply: FastifyReply,
  work: () => Promise<Answer>,
): Promise<FastifyReply> {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !KEY.test(key)) return sendProblem(reply, { code: 'idempotency_key_required' })
  const scope = scopeOf(request)
  const claim = await claimIdempotencyKey(db, scope, key, { params: request.params, body: request.body })
  if (claim.kind === 'in_progress') return sendProblem(reply, { code: 'request_in_progress' })
  if (claim.kind === 'different_request') return sendProblem(reply, { code: 'idempotency_conflict' })
  if (claim.kind === 'replay') return sendAnswer(reply, { status: claim.status, body: claim.answer })
  return sendAnswer(reply, await runClaimed(db, scope, key, work))
}

function scopeOf(request: FastifyRequest): string {
  const { audience, id } = principalOf(request)
  return `${audience}:${id}:${request.method} ${request.routeOptions.url}`
}

async function runClaimed(db: Database, scope: string, key: string, work: () => Promise<Answer>): Promise<Answer> {
  try {
    const answer = await work()
    const keep = answer.status < 500 && !answer.transient
    await storeIdempotentAnswer(db, scope, key, keep ? answer : null)
    return answer
  } catch (error) {
    await storeIdempotentAnswer(db, scope, key, null)
    throw error
  }
}

/** Answers with what a use case made of the request; refusals go out as problem+json. */
export function sendAnswer(reply: FastifyReply, { status, body }: Answer): FastifyReply {
  if (status < 400) return reply.code(status).send(body)
  return reply
    .code(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send({ ...problemSchema.parse(body), requestId: reply.request.id })
}
