import type { Logger } from 'pino'
import type { UploadDeps } from '../../store/upload.ts'
import { type ConvertByItself, convertByItself } from '../acts/convert-by-itself.ts'
import { type BusyDay, openBusyDay } from './busy-day/busy-day.ts'
import { type GoodsImport, openGoodsImport } from './goods-import.ts'

/** What the desktop does on its own, beside the acts of a person. */
export interface Background {
  goodsImport: GoodsImport
  busyDay: BusyDay
  /** Ends all of it; an import that is not done leaves nothing. */
  stop(): Promise<void>
}

export function openBackground(deps: UploadDeps & { logger: Logger }): Background {
  const onError = (error: unknown) => deps.logger.error({ err: error }, 'work of the desktop failed')
  const conversion: ConvertByItself = convertByItself(deps)
  const goodsImport = openGoodsImport(deps, onError)
  const busyDay = openBusyDay(deps, onError)
  return {
    goodsImport,
    busyDay,
    stop: async () => {
      await Promise.all([conversion.stop(), goodsImport.stop(), busyDay.stop()])
    },
  }
}
