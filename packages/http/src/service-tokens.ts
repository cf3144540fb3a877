import type { preHandlerAsyncHookHandler } from 'fastify'
import { jwtVerify, SignJWT } from 'jose'
import { sendProblem } from './problem.ts'

/** Short tokens with which the store's own services prove to each other who they are. */
export interface ServiceTokens {
  /** A token (5 minutes) that only `audience` accepts. */
  issue(audience: string): Promise<string>
  /** The issuer's name, or null if the token is not for `audience`, too old or not ours. */
  verify(audience: string, token: string): Promise<string | null>
}

/** `secret` is shared by the services (SERVICE_TOKEN_SECRET, at least 32 characters). */
export function serviceTokens(options: { secret: string; issuer: string }): ServiceTokens {
  const key = new TextEncoder().encode(options.secret)
  return {
    issue: (audience) =>
      new SignJWT()
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(options.issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(key),
    verify: async (audience, token) => {
      try {
        const { payload } = await jwtVerify(token, key, { audience, algorithms: ['HS256'] })
        return payload.iss ?? null
      } catch {
        return null
      }
    },
  }
}

/** Lets only calls through that carry a service token for `audience`. */
export function requireService(tokens: ServiceTokens, audience: string): preHandlerAsyncHookHandler {
  return async (request, reply) => {
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (!token || !(await tokens.verify(audience, token))) return sendProblem(reply, { code: 'unauthenticated' })
  }
}
