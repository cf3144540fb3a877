import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from './answers.ts'
import { withFreshCookies } from './cookies.ts'
import { clientOf } from './rate-limits.ts'
import type { Session } from './resolve-session.ts'

/** Headers that concern one connection only, or that the gateway alone may set. */
const NOT_FORWARDED = [
  'authorization',
  'expect',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
]
const NOT_RETURNED = ['connection', 'keep-alive', 'proxy-connection', 'upgrade', 'x-request-id']
const RETRY_AFTER_MS = 20

export interface Forwarding {
  upstream: string
  publicUrl: string
  session: Session
}

/** Sends the request on to the upstream with the caller's access token, and the answer back with renewed cookies. */
export function forward(request: FastifyRequest, reply: FastifyReply, forwarding: Forwarding): FastifyReply {
  return reply.from(undefined, {
    getUpstream: () => forwarding.upstream,
    ...bodyOf(request),
    rewriteRequestHeaders: (_request, headers) => upstreamHeaders(request, headers, forwarding),
    rewriteHeaders: (headers) => browserHeaders(headers, forwarding.session),
    onError: (_reply, { error }) => {
      request.log.warn({ err: error, upstream: forwarding.upstream }, 'upstream failed')
      refuse(request, reply, { code: 'bad_gateway' })
    },
    // The one failure that is ours: an idle connection that the upstream closed just as it was taken. Reads go again once.
    retryDelay: ({ err, attempt }) => (attempt === 0 && isSocketError(err) && isRead(request) ? RETRY_AFTER_MS : null),
  })
}

function bodyOf(request: FastifyRequest): { body?: Buffer; contentType?: string } {
  if (!Buffer.isBuffer(request.body)) return {}
  return { body: request.body, contentType: request.headers['content-type'] ?? 'application/octet-stream' }
}

function upstreamHeaders(
  request: FastifyRequest,
  headers: OutgoingHttpHeaders,
  { session, publicUrl }: Forwarding,
): IncomingHttpHeaders {
  const { host, protocol } = new URL(publicUrl)
  const forwarded: IncomingHttpHeaders = {
    ...without(headers, NOT_FORWARDED),
    'x-request-id': request.id,
    // Set again: a client can have it dropped on the way by naming it in its Connection header.
    'x-forwarded-for': clientOf(request),
    'x-forwarded-host': request.headers.host ?? host,
    'x-forwarded-proto': protocol.slice(0, -1),
  }
  if (session.accessToken) forwarded.authorization = `Bearer ${session.accessToken}`
  if (session.setCookies.length > 0)
    forwarded.cookie = withFreshCookies(request.headers.cookie ?? '', session.setCookies)
  return forwarded
}

/**
 * The upstream's own cookies come last, so that a logout wins over the renewal that preceded it. What carries a session is
 * for one browser, however long the answer as such may be kept.
 */
function browserHeaders(headers: OutgoingHttpHeaders, session: Session): IncomingHttpHeaders {
  const returned = without(headers, NOT_RETURNED)
  if (session.setCookies.length === 0) return returned
  return {
    ...returned,
    'cache-control': 'private, no-store',
    'set-cookie': [...session.setCookies, ...[returned['set-cookie'] ?? []].flat()],
  }
}

function without(headers: OutgoingHttpHeaders, names: readonly string[]): IncomingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      names.includes(name.toLowerCase()) || value === undefined
        ? []
        : [[name, typeof value === 'number' ? String(value) : value]],
    ),
  )
}

const isRead = (request: FastifyRequest): boolean => request.method === 'GET' || request.method === 'HEAD'
const isSocketError = (error: Error | null): boolean =>
  error !== null && 'code' in error && error.code === 'UND_ERR_SOCKET'
