import formBody from '@fastify/formbody'
import { sendProblem } from '@hybrid-store/http'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { ZodError } from 'zod'

/**
 * A server whose paths match in any case, as Mahak's do (§1.1). Errors of the desktop and the switches are
 * problem+json; Mahak's own routes answer in Mahak's manner instead.
 */
export function createServer(logger: Logger): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: 32 * 1024 * 1024,
    routerOptions: { caseSensitive: false, ignoreTrailingSlash: true, maxParamLength: 300 },
    forceCloseConnections: true,
  })
  app.register(formBody)
  app.setErrorHandler((error: FastifyError | ZodError, request, reply) => answerError(logger, error, request, reply))
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, { code: 'not_found' }))
  app.get('/livez', async () => ({ status: 'ok' }))
  app.get('/readyz', async () => ({ status: 'ok' }))
  return app
}

function answerError(logger: Logger, error: FastifyError | ZodError, request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof ZodError) {
    const errors = error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }))
    return sendProblem(reply, { code: 'invalid_request', errors })
  }
  if (error.statusCode === 413) return sendProblem(reply, { code: 'payload_too_large' })
  if (error.statusCode === 415) return sendProblem(reply, { code: 'unsupported_media_type' })
  if (error.statusCode && error.statusCode < 500) return sendProblem(reply, { code: 'malformed_body' })
  logger.error({ err: error, path: request.url }, 'a request failed')
  return sendProblem(reply, { code: 'internal_error' })
}
