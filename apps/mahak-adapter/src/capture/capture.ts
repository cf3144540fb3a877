import type { Logger } from '@hybrid-store/http'
import type { Clock } from '@hybrid-store/kernel'
import type { Dispatcher } from 'undici'
import { type CaptureLimits, createCaptureFolder } from './capture-folder.ts'
import { type Exchange, exchangeOf, noting } from './exchange.ts'
import { recordOf } from './record-of.ts'
import type { RedactorOptions } from './redactor.ts'

export interface CaptureOptions extends RedactorOptions {
  folder: string
  limits: CaptureLimits
  clock: Clock
  logger: Logger
}

export interface Capture {
  interceptor: Dispatcher.DispatcherComposeInterceptor
  /** Waits for what is being written. */
  close(): Promise<void>
}

/** Calls that may wait to be written; with 128 kB each a slow disk holds no more than some megabytes. */
const MAX_WAITING = 100

/**
 * Writes every call to Mahak into a folder, one redacted JSON file each, for support. Calls never wait for it: it notes the
 * beginning of what passes by, writes afterwards, and a disk that fails is one warning until it works again.
 */
export function createCapture(options: CaptureOptions): Capture {
  const { clock, logger } = options
  const folder = createCaptureFolder(options.folder, options.limits)
  let number = 0
  let waiting = 0
  let failing = false
  let writing = Promise.resolve()

  const write = async (exchange: Exchange): Promise<void> => {
    try {
      await folder.add(fileName(exchange, ++number), `${JSON.stringify(await recordOf(exchange, options), null, 2)}\n`)
      failing = false
    } catch (error) {
      if (!failing) logger.warn({ err: error }, 'calls to Mahak cannot be captured')
      failing = true
    } finally {
      waiting--
    }
  }

  const keep = (exchange: Exchange): void => {
    if (waiting >= MAX_WAITING) return
    waiting++
    writing = writing.then(() => write(exchange))
  }

  return {
    interceptor: (dispatch) => (call, handler) => {
      const exchange = exchangeOf(call, clock.now())
      const started = performance.now()
      const done = () => {
        exchange.durationMs = Math.round(performance.now() - started)
        keep(exchange)
      }
      return dispatch(call, noting(handler, exchange, done))
    },
    close: () => writing,
  }
}

/** Sorts by time: `2026-11-01T10-00-00-000Z-000017-Sync-GetAllData.json`. */
function fileName({ startedAt, request }: Exchange, number: number): string {
  const time = startedAt.toISOString().replace(/[:.]/g, '-')
  const call = request.url.pathname
    .split('/')
    .slice(-2)
    .join('-')
    .replace(/[^\w-]/g, '')
    .slice(0, 60)
  return `${time}-${String(number % 1_000_000).padStart(6, '0')}-${call}.json`
}
