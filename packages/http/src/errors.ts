import type { Duplex } from 'node:stream'
import type { ProblemCode } from '@hybrid-store/contracts'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod'
import { problemOf, sendProblem } from './problem.ts'

/** What Fastify itself refuses, by its error code. */
const FRAMEWORK_PROBLEMS: Record<string, ProblemCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed_body',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed_body',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed_body',
}

/** The one place where anything thrown, and anything not found, becomes problem+json. */
export function answerErrorsAsProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply))
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, { code: 'not_found' }))
}

function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map((issue) => ({
      field: [error.validationContext, ...issue.instancePath.split('/').filter(Boolean)].filter(Boolean).join('.'),
      message: issue.message ?? 'نادرست',
    }))
    return sendProblem(reply, { code: 'invalid_request', errors })
  }
  const known =
    FRAMEWORK_PROBLEMS[error.code] ??
    (error instanceof SyntaxError && error.statusCode === 400 ? 'malformed_body' : undefined)
  if (known) return sendProblem(reply, { code: known })
  if (error.statusCode === 429) return sendProblem(reply, { code: 'too_many_requests' })
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500) {
    return sendProblem(reply, { code: 'invalid_request', detail: error.message })
  }
  request.log.error({ err: isResponseSerializationError(error) ? error.cause : error }, 'request failed')
  return sendProblem(reply, { code: 'internal_error' })
}

/** What is no HTTP (raw letters in the address, too long headers) never becomes a request, so it is answered on the socket. */
export function answerUnreadableRequest(_error: Error, socket: Duplex): void {
  if (!socket.writable) return
  const body = JSON.stringify(
    problemOf({ code: 'malformed_body', detail: 'the request is not valid HTTP; encode the address' }),
  )
  const head = [
    'HTTP/1.1 400 Bad Request',
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
