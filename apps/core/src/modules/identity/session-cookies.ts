import { SESSION_COOKIES, type SessionAudience } from '@hybrid-store/contracts'
import type { Clock } from '@hybrid-store/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SessionTokens } from './open-session.ts'
import '@fastify/cookie'

export interface SessionCookies {
  set(reply: FastifyReply, audience: SessionAudience, session: SessionTokens): void
  clear(reply: FastifyReply, audience: SessionAudience): void
  /** The refresh token the browser sent, or null. */
  refreshToken(request: FastifyRequest, audience: SessionAudience): string | null
}

/** Where browsers keep the tokens: out of reach of scripts, and sent over TLS only once the store itself runs on it. */
export function sessionCookies(options: { publicUrl: string; clock: Clock }): SessionCookies {
  const secure = options.publicUrl.startsWith('https:')
  const attributes = { httpOnly: true, sameSite: 'lax', path: '/', secure } as const
  return {
    set: (reply, audience, session) => {
      const lifeMs = session.refreshExpiresAt.getTime() - options.clock.now().getTime()
      reply.setCookie(SESSION_COOKIES[audience].access, session.accessToken, {
        ...attributes,
        maxAge: session.expiresInSeconds,
      })
      reply.setCookie(SESSION_COOKIES[audience].refresh, session.refreshToken, {
        ...attributes,
        maxAge: Math.floor(lifeMs / 1000),
      })
    },
    clear: (reply, audience) => {
      reply.clearCookie(SESSION_COOKIES[audience].access, attributes)
      reply.clearCookie(SESSION_COOKIES[audience].refresh, attributes)
    },
    refreshToken: (request, audience) => request.cookies[SESSION_COOKIES[audience].refresh] ?? null,
  }
}
