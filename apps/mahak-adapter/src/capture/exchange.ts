import type { Dispatcher } from 'undici'
import { BodyPrefix } from './body-prefix.ts'

/** What was seen of one call, secrets included. */
export interface Exchange {
  startedAt: Date
  durationMs: number
  request: { method: string; url: URL; headers: Headers; body: BodyPrefix | null }
  /** Null as long as no head of an answer has come. */
  answer: { status: number; headers: Headers; body: BodyPrefix } | null
  /** Code of what broke the call off. */
  broken: string | null
}

export type Headers = Readonly<Record<string, string>>

export function exchangeOf(call: Dispatcher.DispatchOptions, startedAt: Date): Exchange {
  return {
    startedAt,
    durationMs: 0,
    request: {
      method: call.method,
      url: new URL(`${call.origin}${call.path}`),
      headers: headersOf(call.headers),
      // What else can be sent is a picture.
      body: typeof call.body === 'string' ? BodyPrefix.of(call.body) : null,
    },
    answer: null,
    broken: null,
  }
}

/** Passes everything on to `handler` and notes it; `done` is called once, when the call is over. */
export function noting(
  handler: Dispatcher.DispatchHandler,
  exchange: Exchange,
  done: () => void,
): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (...details) => handler.onRequestStart?.(...details),
    onRequestUpgrade: (...details) => handler.onRequestUpgrade?.(...details),
    onResponseStart: (controller, status, headers, message) => {
      exchange.answer = { status, headers: headersOf(headers), body: new BodyPrefix() }
      handler.onResponseStart?.(controller, status, headers, message)
    },
    onResponseData: (controller, chunk) => {
      exchange.answer?.body.add(chunk)
      handler.onResponseData?.(controller, chunk)
    },
    onResponseEnd: (...details) => {
      done()
      handler.onResponseEnd?.(...details)
    },
    onResponseError: (controller, error) => {
      exchange.broken = 'code' in error && typeof error.code === 'string' ? error.code : error.name
      done()
      handler.onResponseError?.(controller, error)
    },
  }
}

/** Single values by names in lower case; undici takes headers in several forms, the client sends only this one. */
function headersOf(headers: unknown): Headers {
  if (typeof headers !== 'object' || headers === null) return {}
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]))
}
