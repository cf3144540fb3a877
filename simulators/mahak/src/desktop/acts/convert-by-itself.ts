import type { Logger } from 'pino'
import type { UploadDeps } from '../../store/upload.ts'
import { listOrdersOlderThan } from '../desktop.repository.ts'
import { convertOrders } from './convert-all.ts'

export interface SelfConversionDeps extends UploadDeps {
  logger: Logger
}

const EVERY_MS = 500

export interface ConvertByItself {
  stop(): Promise<void>
}

/** Plays an operator who converts each order some seconds after it came, as long as the switch says so. */
export function convertByItself(deps: SelfConversionDeps): ConvertByItself {
  let running: Promise<void> = Promise.resolve()
  let isBusy = false
  const timer = setInterval(() => {
    if (isBusy) return
    isBusy = true
    running = convertDue(deps)
      .catch((error: unknown) => deps.logger.error({ err: error }, 'orders could not be converted'))
      .finally(() => {
        isBusy = false
      })
  }, EVERY_MS)
  timer.unref()
  return {
    stop: () => {
      clearInterval(timer)
      return running
    },
  }
}

async function convertDue(deps: SelfConversionDeps): Promise<void> {
  const seconds = deps.switches.current().autoConvertAfterSeconds
  if (seconds === null) return
  const before = new Date(deps.clock.now().getTime() - seconds * 1000)
  await convertOrders(deps, await listOrdersOlderThan(deps.db, before))
}
