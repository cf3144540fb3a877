import { z } from 'zod'

const limit = (perMinute: number) => z.coerce.number().int().min(1).default(perMinute)

/** The gateway's settings as they stand in the environment. */
export const gatewayConfigSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: z.string().default('127.0.0.1'),
  /** Where browsers reach the store: an origin from which unsafe requests are accepted. */
  PUBLIC_URL: z.url().default('http://127.0.0.1:8080'),
  CORE_URL: z.url(),
  STOREFRONT_URL: z.url(),
  ADMIN_URL: z.url(),
  /** How many gateways run. Rate limits and renewed sessions are kept in memory, so it must be 1. */
  GATEWAY_REPLICAS: z.coerce.number().int().min(1).default(1),
  /** How many proxies stand in front of the gateway and add to X-Forwarded-For; 0 if browsers connect directly. */
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(5).default(0),
  /** Requests per minute and client network. */
  RATE_LIMIT_AUTH: limit(20),
  RATE_LIMIT_WRITE: limit(120),
  RATE_LIMIT_READ: limit(600),
  /** How long an upstream may take to begin its answer. Checkout waits for the payment provider. */
  UPSTREAM_TIMEOUT_MS: z.coerce.number().int().min(100).default(30_000),
})

export type GatewayConfig = z.infer<typeof gatewayConfigSchema>
