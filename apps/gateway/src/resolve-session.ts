import { SESSION_COOKIES } from '@hybrid-store/contracts'
import { fail, ok, type Result } from '@hybrid-store/kernel'
import type { AccessTokenCheck } from './access-tokens.ts'
import { audienceOf, isAuthPath, isStaticPath } from './routing.ts'
import type { SessionRenewal } from './session-renewal.ts'

export interface SessionRequest {
  id: string
  path: string
  address: string
  authorization: string | undefined
  sessionHeader: unknown
  cookies: Readonly<Record<string, string | undefined>>
}

/** What the upstream and the browser are to be told of who calls. */
export interface Session {
  accessToken: string | null
  setCookies: readonly string[]
}

const ANONYMOUS: Session = { accessToken: null, setCookies: [] }

/**
 * Who calls: by a bearer token, else by the access cookie, else by renewing the session with the refresh cookie. A bearer
 * token that does not hold is refused, except where new ones are obtained.
 */
export async function resolveSession(
  deps: { tokens: AccessTokenCheck; renewal: SessionRenewal },
  request: SessionRequest,
): Promise<Result<Session, { code: 'unauthenticated' }>> {
  if (isStaticPath(request.path)) return ok(ANONYMOUS)
  if (request.authorization) return fromBearer(deps.tokens, request)

  const audience = audienceOf(request.path, request.sessionHeader)
  const { access, refresh } = SESSION_COOKIES[audience]
  const accessToken = request.cookies[access]
  if (accessToken && (await deps.tokens.isValid(accessToken, audience))) return ok({ accessToken, setCookies: [] })

  const refreshToken = request.cookies[refresh]
  // Renewing on the way to refresh or logout would spend the very token the core is about to look at.
  if (!refreshToken || isAuthPath(request.path)) return ok(ANONYMOUS)
  return ok(await deps.renewal.renew({ audience, refreshToken, requestId: request.id, address: request.address }))
}

async function fromBearer(
  tokens: AccessTokenCheck,
  request: SessionRequest,
): Promise<Result<Session, { code: 'unauthenticated' }>> {
  const token = /^Bearer (.+)$/i.exec(request.authorization ?? '')?.[1]
  if (token && (await tokens.isValid(token))) return ok({ accessToken: token, setCookies: [] })
  return isAuthPath(request.path) ? ok(ANONYMOUS) : fail({ code: 'unauthenticated' })
}
