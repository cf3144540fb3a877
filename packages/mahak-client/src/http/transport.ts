import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { ok } from '@hybrid-store/kernel'
import { Agent, type Dispatcher, type FormData, request as send } from 'undici'
import { BrokenAnswer, type Outcome } from '../failure.ts'
import { DEFAULT_TIMEOUTS, type MahakClientOptions, type MahakTimeouts } from '../options.ts'
import { failureOfError } from './failure-of-error.ts'

export interface HttpCall {
  method: 'GET' | 'POST'
  url: string
  headers?: Record<string, string>
  body?: string | FormData
  /** The whole call has to be over by then. */
  totalMs: number
  signal?: AbortSignal
}

export interface HttpAnswer {
  status: number
  header(name: string): string | null
  /** The body, unpacked, to be read with `limited` or `readBytes`. */
  body: Readable
}

/** Changes or drops members while JSON is parsed. */
export type JsonReviver = (key: string, value: unknown) => unknown

export interface Transport {
  readonly timeouts: MahakTimeouts
  /** Gets as far as the head of the answer, whatever its status. */
  call(call: HttpCall): Promise<Outcome<HttpAnswer>>
  close(): Promise<void>
}

/** HTTP to Mahak with keep-alive and gzip; closes only a dispatcher of its own making. */
export function createTransport(
  options: Pick<MahakClientOptions, 'timeouts' | 'dispatcher' | 'interceptor' | 'requestId'>,
): Transport {
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts }
  const own = options.dispatcher ?? new Agent({ connect: { timeout: timeouts.connectMs }, connections: 16 })
  const dispatcher = options.interceptor ? own.compose(options.interceptor) : own
  return {
    timeouts,
    call: (call) => exchange(dispatcher, timeouts, named(call, options.requestId?.())),
    close: async () => {
      if (!options.dispatcher) await own.close()
    },
  }
}

const named = (call: HttpCall, requestId: string | undefined): HttpCall =>
  requestId === undefined ? call : { ...call, headers: { ...call.headers, 'x-request-id': requestId } }

async function exchange(dispatcher: Dispatcher, timeouts: MahakTimeouts, call: HttpCall): Promise<Outcome<HttpAnswer>> {
  const progress = { sent: false }
  const deadline = AbortSignal.timeout(call.totalMs)
  try {
    const answer = await send(call.url, {
      method: call.method,
      dispatcher: dispatcher.compose(noticeSending(progress)),
      headers: { accept: 'application/json', 'accept-encoding': 'gzip', ...call.headers },
      ...(call.body === undefined ? {} : { body: call.body }),
      signal: call.signal ? AbortSignal.any([deadline, call.signal]) : deadline,
      headersTimeout: call.totalMs,
      bodyTimeout: timeouts.idleMs,
    })
    const header = (name: string) => [answer.headers[name]].flat()[0] ?? null
    return ok({ status: answer.statusCode, header, body: unpacked(answer.body, header('content-encoding')) })
  } catch (error) {
    return { ok: false, error: failureOfError(error, progress.sent) }
  }
}

/** undici starts a request on its connection just before the first byte leaves, and never when no connection is had. */
function noticeSending(progress: { sent: boolean }): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart: (controller, context) => {
        progress.sent = true
        handler.onRequestStart?.(controller, context)
      },
      onRequestUpgrade: (...details) => handler.onRequestUpgrade?.(...details),
      onResponseStart: (...details) => handler.onResponseStart?.(...details),
      onResponseData: (...details) => handler.onResponseData?.(...details),
      onResponseEnd: (...details) => handler.onResponseEnd?.(...details),
      onResponseError: (...details) => handler.onResponseError?.(...details),
    })
}

function unpacked(body: Readable, encoding: string | null): Readable {
  if (encoding?.toLowerCase() !== 'gzip') return body
  // A failure on either side destroys both; the reader of the unpacked side gets the error.
  return pipeline(body, createGunzip(), () => undefined)
}

/** The body's chunks. Whatever breaks it off, or more than `maxBytes` of it, throws BrokenAnswer. */
export async function* limited(body: Readable, maxBytes: number): AsyncGenerator<Buffer> {
  let total = 0
  try {
    for await (const chunk of body) {
      const bytes: Buffer = chunk
      total += bytes.length
      if (total > maxBytes) throw new BrokenAnswer(`the answer is larger than ${maxBytes} bytes`)
      yield bytes
    }
  } catch (error) {
    if (error instanceof BrokenAnswer) throw error
    const { message, code } = failureOfError(error, true)
    throw new BrokenAnswer(message, code)
  }
}

/** The whole body. Throws BrokenAnswer like `limited`. */
export async function readBytes(body: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of limited(body, maxBytes)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The whole body as JSON, a byte order mark set aside. Throws BrokenAnswer like `limited`, and when it is not JSON. */
export async function readJson(body: Readable, maxBytes: number, reviver?: JsonReviver): Promise<unknown> {
  const bytes = await readBytes(body, maxBytes)
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''), reviver)
  } catch {
    throw new BrokenAnswer('the answer is not JSON')
  }
}
