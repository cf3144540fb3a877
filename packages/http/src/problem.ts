import { PROBLEMS, type Problem, type ProblemCode } from '@hybrid-store/contracts'
import type { FastifyReply } from 'fastify'

export interface ProblemInput {
  code: ProblemCode
  /** One sentence for this case: what is wrong and what to do. */
  detail?: string | undefined
  [member: string]: unknown
}

/** The RFC 9457 body of a problem. Status and title come from the catalogue of codes. */
export function problemOf({ code, detail, ...members }: ProblemInput, requestId?: string): Problem {
  const { status, title } = PROBLEMS[code]
  return {
    type: `/problems/${code}`,
    title,
    status,
    code,
    ...(detail ? { detail } : {}),
    ...(requestId ? { requestId } : {}),
    ...members,
  }
}

/** Answers with application/problem+json, bypassing the route's response schema. */
export function sendProblem(reply: FastifyReply, input: ProblemInput): FastifyReply {
  const problem = problemOf(input, reply.request.id)
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(problem)
}
