import type { ProblemCode } from '@hybrid-store/contracts'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from './answers.ts'

/** What the framework itself refuses on its way to an upstream. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const code = codeOf(error)
  if (code === 'internal_error') request.log.error({ err: error }, 'request failed')
  return refuse(request, reply, { code })
}

function codeOf(error: FastifyError): ProblemCode {
  if (error.statusCode === 413) return 'payload_too_large'
  if (error.statusCode === 429) return 'too_many_requests'
  return error.statusCode && error.statusCode < 500 ? 'invalid_request' : 'internal_error'
}
