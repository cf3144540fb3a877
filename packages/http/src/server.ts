import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Metrics } from '@hybrid-store/observability'
import { requestIdOf, withCorrelationId } from '@hybrid-store/observability/correlation'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  LogController,
  type RawServerDefault,
} from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { answerErrorsAsProblems, answerUnreadableRequest } from './errors.ts'
import { addHealthRoutes, type ReadinessChecks } from './health.ts'
import type { Logger } from './logger.ts'
import { sendProblem } from './problem.ts'
import { refuseUnstorableText } from './storable-text.ts'

export type HttpServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>

export interface HttpServerOptions {
  name: string
  logger: Logger
  /** Named checks behind /readyz; each rejects when its dependency cannot be used. */
  ready?: ReadinessChecks
  /** Largest request body in bytes; 256 kB unless told. */
  bodyLimit?: number
  /** Told of every answered request. */
  metrics?: Metrics
}

/** The store's services reach each other over these; whoever calls from elsewhere is not believed about addresses. */
const OWN_NETWORKS = ['loopback', 'linklocal', 'uniquelocal']
/** How long a client may take to send its request: without an end, slow ones would hold connections and memory for ever. */
const REQUEST_TIMEOUT_MS = 60_000

/**
 * A Fastify server as every app has it: zod validation, problem+json for all errors, request ids in and out, /livez and
 * /readyz, and a close that lets running requests finish.
 */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const app = Fastify({
    loggerInstance: options.logger.child({ app: options.name }) as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: options.bodyLimit ?? 256 * 1024,
    requestIdHeader: false,
    genReqId: (request) => requestIdOf(request.headers['x-request-id']),
    trustProxy: OWN_NETWORKS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (_error, _request, reply) =>
      sendProblem(reply as unknown as FastifyReply, {
        code: 'malformed_body',
        detail: 'the address cannot be decoded',
      }),
    clientErrorHandler: answerUnreadableRequest,
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  answerErrorsAsProblems(app as unknown as FastifyInstance)
  refuseUnstorableText(app as unknown as FastifyInstance)
  // Twice: what reads a body calls on from the connection, which knows of no request.
  app.addHook('onRequest', (request, _reply, done) => withCorrelationId(request.id, done))
  app.addHook('preValidation', (request, _reply, done) => withCorrelationId(request.id, done))
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    const { method } = request
    const status = reply.statusCode
    request.log.debug({ method, route, status, ms: Math.round(reply.elapsedTime) }, 'answered')
    options.metrics?.requests.observe({ app: options.name, method, route, status }, reply.elapsedTime / 1_000)
  })
  addHealthRoutes(app, options.ready ?? {})
  return app
}
