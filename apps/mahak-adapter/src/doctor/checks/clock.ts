import { toPersianDigits } from '@hybrid-store/kernel'
import type { MahakAccount } from '@hybrid-store/mahak-client'
import { type Bilingual, type Finding, found } from '../finding.ts'

const NOTICEABLE_MS = 60_000
/** Mahak's own Android app refuses to work beyond it (Mahak API reference §2.2). */
const LIMIT_MS = 780_000

const MEND: Bilingual = {
  en: 'Windows «w32tm /resync», Linux «timedatectl set-ntp true», macOS «sudo sntp -sS pool.ntp.org»; in a container the clock is that of its host',
  fa: 'در ویندوز «w32tm /resync»، در لینوکس «timedatectl set-ntp true»، در مک «sudo sntp -sS pool.ntp.org»؛ ساعت کانتینر همان ساعت میزبان آن است',
}

/** Whether our clock agrees with Mahak's. */
export function judgeClock({ skewMs }: MahakAccount): Finding[] {
  if (skewMs === null) return [found('clock_unknown')]
  const distance = distanceOf(Math.abs(skewMs))
  if (Math.abs(skewMs) <= NOTICEABLE_MS) return [found('clock_right', { distance })]
  const direction = skewMs > 0 ? { en: 'behind', fa: 'عقب' } : { en: 'ahead of', fa: 'جلو' }
  return [found(Math.abs(skewMs) < LIMIT_MS ? 'clock_off' : 'clock_wrong', { distance, direction, mend: MEND })]
}

function distanceOf(ms: number): Bilingual {
  const seconds = Math.round(ms / 1000)
  return seconds < 120 ? inUnit(seconds, 's', 'ثانیه') : inUnit(Math.round(seconds / 60), 'minutes', 'دقیقه')
}

const inUnit = (count: number, en: string, fa: string): Bilingual => ({
  en: `${count} ${en}`,
  fa: `${toPersianDigits(count)} ${fa}`,
})
