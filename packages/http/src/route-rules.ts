import type { Permission } from '@hybrid-store/contracts'
import type { FastifyInstance } from 'fastify'

/** What every API route declares about itself; nothing is allowed by silence. */
export interface RouteRules {
  /** Who may call it: everyone, a logged-in customer, or staff with one permission. */
  access: 'public' | 'customer' | `staff:${Permission}`
  /** Which limit of the gateway it falls under. */
  rate: 'read' | 'write' | 'auth'
  /** Why a repeat is harmless: it changes nothing, repeats by nature, or is guarded by the Idempotency-Key header. */
  idempotency: 'safe' | 'natural' | 'key'
}

declare module 'fastify' {
  interface FastifyContextConfig {
    rules?: RouteRules
  }
}

/** Refuses to start with an /api route that does not declare its rules. */
export function requireRouteRules(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    if (
      route.url.startsWith('/api/') &&
      route.method !== 'HEAD' &&
      route.method !== 'OPTIONS' &&
      !route.config?.rules
    ) {
      throw new Error(`route ${route.method} ${route.url} does not declare config.rules (access, rate, idempotency)`)
    }
  })
}
