import type { SessionAudience } from '@hybrid-store/contracts'

export type Upstream = 'core' | 'storefront' | 'admin'
export type RateClass = 'static' | 'auth' | 'write' | 'read'

const CORE = ['/api', '/.well-known', '/media']
const AUTH = ['/api/v1/auth', '/login']
const STATIC = ['/assets', '/media', '/admin/assets']

const below = (path: string, roots: readonly string[]): boolean =>
  roots.some((root) => path === root || path.startsWith(`${root}/`))

/**
 * The path by which a request is judged: without query, dot segments resolved and escapes decoded, as the upstreams' routers
 * read it. Judging the raw text would let `/api/v1/%61uth/otp` slip past the stricter limit.
 */
export function pathOf(url: string): string {
  const { pathname } = new URL(`http://gateway${url.startsWith('/') ? url : `/${url}`}`)
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}

export function upstreamOf(path: string): Upstream {
  if (below(path, CORE)) return 'core'
  return below(path, ['/admin']) ? 'admin' : 'storefront'
}

export const isAuthPath = (path: string): boolean => below(path, ['/api/v1/auth'])
export const isStaticPath = (path: string): boolean => below(path, STATIC)

/** Reading is what has no effect by its method. */
export const isSafeMethod = (method: string): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method)

export function rateClassOf(method: string, path: string): RateClass {
  if (isSafeMethod(method)) return isStaticPath(path) ? 'static' : 'read'
  return below(path, AUTH) ? 'auth' : 'write'
}

/** Whose session cookie counts. Paths shared by both audiences (logout, refresh) take the `x-session` header as a hint. */
export function audienceOf(path: string, sessionHeader: unknown): SessionAudience {
  return below(path, ['/admin', '/api/v1/admin']) || sessionHeader === 'staff' ? 'staff' : 'customer'
}
