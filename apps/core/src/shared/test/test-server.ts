import {
  type AccessTokens,
  authentication,
  createHttpServer,
  type HttpServer,
  requireRouteRules,
} from '@hybrid-store/http'
import type { FastifyInstance } from 'fastify'
import { type Logger, pino } from 'pino'

export const silent = pino({ level: 'silent' })

/** A logger without any redaction that keeps its lines: what must not be logged must not even be handed to it. */
export function recordingLogger(): { logger: Logger; lines: string[] } {
  const lines: string[] = []
  // Without times and process ids, whose digits could pass for a secret's.
  const options = { level: 'trace', timestamp: false, base: null }
  return { logger: pino(options, { write: (line: string) => lines.push(line) }), lines }
}

/** Accepts `Bearer <audience>:<id>[:permission,…]`, for tests that are not about tokens. */
export const plainTokens: AccessTokens = {
  verify: async (token) => {
    const [aud, sub, permissions] = token.split(':')
    return { aud, sub, permissions: permissions ? permissions.split(',') : [] }
  },
}

export const as = (audience: 'customer' | 'staff', id: string, permissions: string[] = []) => ({
  authorization: `Bearer ${audience}:${id}:${permissions.join(',')}`,
})

/** A server with the routes of a module, guarded as in the core. Use `inject`; close it in afterAll. */
export function testServer(
  register: (app: HttpServer) => void,
  options: { tokens?: AccessTokens; logger?: Logger } = {},
): HttpServer {
  const app = createHttpServer({ name: 'test', logger: options.logger ?? silent })
  const plain = app as unknown as FastifyInstance
  requireRouteRules(plain)
  authentication(plain, options.tokens ?? plainTokens)
  register(app)
  return app
}
