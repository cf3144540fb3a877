import cookie from '@fastify/cookie'
import replyFrom from '@fastify/reply-from'
import { createHttpServer, type HttpServer, type Logger } from '@hybrid-store/http'
import { type Clock, systemClock } from '@hybrid-store/kernel'
import type { Metrics } from '@hybrid-store/observability'
import type { FastifyInstance } from 'fastify'
import { Agent } from 'undici'
import { accessTokenCheck } from './access-tokens.ts'
import type { GatewayConfig } from './config.ts'
import { answerError } from './errors.ts'
import { guardFrontDoor } from './front-door.ts'
import { addProxyRoute } from './proxy.routes.ts'
import { limitRates } from './rate-limits.ts'
import { secureHeaders } from './security-headers.ts'
import { sessionRenewal } from './session-renewal.ts'
import { upstreamChecks } from './upstream-health.ts'

export interface Gateway {
  app: HttpServer
  close(): Promise<void>
}

/**
 * The one entry point of the store. Throws if more than one replica is configured: rate limits and renewed sessions live in
 * this process, and two processes would not agree on them.
 */
export function createGateway(options: {
  config: GatewayConfig
  logger: Logger
  clock?: Clock
  metrics?: Metrics
}): Gateway {
  const { config, logger, clock = systemClock } = options
  if (config.GATEWAY_REPLICAS > 1) {
    throw new Error('GATEWAY_REPLICAS must be 1: rate limits are kept in the memory of one process')
  }
  const dispatcher = new Agent({ connect: { timeout: 3_000 }, headersTimeout: 10_000, bodyTimeout: 10_000 })
  const app = createHttpServer({
    name: 'gateway',
    logger,
    ready: upstreamChecks(config, dispatcher),
    ...(options.metrics ? { metrics: options.metrics } : {}),
  })
  guardFrontDoor(app.server, config.TRUSTED_PROXY_HOPS)

  app.register(async (proxy: FastifyInstance) => {
    proxy.setErrorHandler(answerError)
    passBodiesThrough(proxy)
    await proxy.register(cookie)
    await proxy.register(replyFrom, {
      undici: { connections: 64, connect: { timeout: 3_000 }, ...upstreamTimeouts(config) },
      destroyAgent: true,
      disableRequestLogging: true,
    })
    await secureHeaders(proxy, config.PUBLIC_URL)
    await limitRates(proxy, config)
    addProxyRoute(proxy, {
      config,
      tokens: accessTokenCheck(config.CORE_URL),
      renewal: sessionRenewal({ coreUrl: config.CORE_URL, clock, dispatcher }),
    })
  })
  app.addHook('onClose', () => dispatcher.close())
  return { app, close: () => app.close() }
}

/** Bodies are read whole, which holds them to the size limit, and sent on as they came. */
function passBodiesThrough(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}

const upstreamTimeouts = (config: GatewayConfig) => ({
  headersTimeout: config.UPSTREAM_TIMEOUT_MS,
  bodyTimeout: config.UPSTREAM_TIMEOUT_MS,
})
