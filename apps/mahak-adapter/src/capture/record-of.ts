import type { Exchange, Headers } from './exchange.ts'
import { createRedactor, type RedactorOptions } from './redactor.ts'

/** Headers that tell support something and nobody anything of the shop. */
const SHOWN_HEADERS = [
  'content-type',
  'content-length',
  'content-encoding',
  'accept-encoding',
  'x-request-id',
  'x-pictureid',
  'retry-after',
  'date',
  'server',
]

/** One call as support may see it. */
export async function recordOf(exchange: Exchange, options: RedactorOptions): Promise<Record<string, unknown>> {
  const { request, answer, broken } = exchange
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  const redactor = createRedactor({ ...options, secrets: [...options.secrets, ...(token ? [token] : [])] })
  return {
    time: exchange.startedAt.toISOString(),
    durationMs: exchange.durationMs,
    request: {
      method: request.method,
      url: `${request.url.origin}${request.url.pathname}${shownQuery(request.url.searchParams)}`,
      headers: shownHeaders(request.headers),
      bytes: request.body?.bytes ?? null,
      body: request.body && redactor.body(await request.body.text()),
    },
    answer: answer && {
      status: answer.status,
      headers: shownHeaders(answer.headers),
      bytes: answer.body.bytes,
      body: isText(answer.headers) ? redactor.body(await answer.body.text(answer.headers['content-encoding'])) : null,
    },
    broken,
  }
}

// A picture is bytes that nobody can read anyway; an answer without a type is looked at.
const isText = (headers: Headers): boolean =>
  !/^(?:image|audio|video)\/|octet-stream/.test(headers['content-type'] ?? '')

const shownHeaders = (headers: Headers): Headers =>
  Object.fromEntries(SHOWN_HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])))

/** Ids of what is looked up are shown; the token of an upload is not. */
function shownQuery(query: URLSearchParams): string {
  const shown = [...query].map(([name, value]) => `${name}=${/^\d{1,10}$/.test(value) ? value : '«redacted»'}`)
  return shown.length > 0 ? `?${shown.join('&')}` : ''
}
