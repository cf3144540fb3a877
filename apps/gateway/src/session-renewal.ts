import { SESSION_COOKIES, type SessionAudience, sessionAnswer } from '@hybrid-store/contracts'
import type { Clock } from '@hybrid-store/kernel'
import { type Dispatcher, request } from 'undici'

const SHARED_MS = 10_000

export interface RenewedSession {
  /** Null if the core did not accept the refresh token. */
  accessToken: string | null
  /** The core's Set-Cookie lines, for the browser. */
  setCookies: readonly string[]
}

export interface RenewalRequest {
  audience: SessionAudience
  refreshToken: string
  requestId: string
  address: string
}

export interface SessionRenewal {
  renew(request: RenewalRequest): Promise<RenewedSession>
}

/**
 * Renews sessions at the core, each refresh token once: a page fires several requests with the same cookie, and a refresh
 * token used twice is taken for stolen. For 10 s all of them share the first one's answer.
 */
export function sessionRenewal(deps: { coreUrl: string; clock: Clock; dispatcher: Dispatcher }): SessionRenewal {
  const shared = new Map<string, { answer: Promise<RenewedSession>; until: number }>()

  return {
    renew(renewal) {
      const now = deps.clock.now().getTime()
      for (const [token, { until }] of shared) if (until <= now) shared.delete(token)

      const known = shared.get(renewal.refreshToken)
      if (known) return known.answer
      const answer = askCore(deps, renewal)
      shared.set(renewal.refreshToken, { answer, until: now + SHARED_MS })
      answer.catch(() => shared.delete(renewal.refreshToken))
      return answer
    },
  }
}

async function askCore(
  deps: { coreUrl: string; dispatcher: Dispatcher },
  renewal: RenewalRequest,
): Promise<RenewedSession> {
  const { statusCode, headers, body } = await request(new URL('/api/v1/auth/refresh', deps.coreUrl), {
    method: 'POST',
    dispatcher: deps.dispatcher,
    headers: {
      // What the browser sent was decoded: unescaped it could hold signs that end the cookie or the header.
      cookie: `${SESSION_COOKIES[renewal.audience].refresh}=${encodeURIComponent(renewal.refreshToken)}`,
      'content-type': 'application/json',
      'x-request-id': renewal.requestId,
      'x-forwarded-for': renewal.address,
    },
    body: JSON.stringify({ audience: renewal.audience }),
  })
  const text = await body.text()
  const setCookies = [headers['set-cookie'] ?? []].flat()
  if (statusCode === 200) return { accessToken: sessionAnswer.parse(JSON.parse(text)).accessToken, setCookies }
  if (statusCode === 401) return { accessToken: null, setCookies }
  throw new Error(`the core answered a session renewal with ${statusCode}`)
}
