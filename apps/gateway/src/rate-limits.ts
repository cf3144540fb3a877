import rateLimit, { type RateLimitPluginOptions } from '@fastify/rate-limit'
import { networkOf } from '@hybrid-store/http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { GatewayConfig } from './config.ts'
import { pathOf, rateClassOf } from './routing.ts'

const MINUTE_MS = 60_000

/** Limits per client network, counted apart for logging in, other changes and reads. Files are not limited. */
export async function limitRates(app: FastifyInstance, config: GatewayConfig): Promise<void> {
  const perMinute = {
    auth: config.RATE_LIMIT_AUTH,
    write: config.RATE_LIMIT_WRITE,
    read: config.RATE_LIMIT_READ,
    static: Number.POSITIVE_INFINITY,
  }
  const classOf = (request: FastifyRequest) => rateClassOf(request.method, pathOf(request.url))
  const options: RateLimitPluginOptions = {
    timeWindow: MINUTE_MS,
    cache: 20_000,
    max: (request) => perMinute[classOf(request)],
    keyGenerator: (request) => `${classOf(request)} ${networkOf(clientOf(request))}`,
    allowList: (request) => classOf(request) === 'static',
  }
  await app.register(rateLimit, options)
}

/** The client's address as the front door established it. */
export const clientOf = (request: FastifyRequest): string => String(request.headers['x-forwarded-for'] ?? request.ip)
