// Tehran had daylight saving until 2022-09-21, so the offset is asked of the time-zone database, never assumed.
const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Tehran',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** An instant as Tehran wall-clock time without zone, `YYYY-MM-DDTHH:MM:SS`, the form Mahak reads and writes. */
export const toTehranLocal = (instant: Date): string =>
  new Date(instant.getTime() + offsetMs(instant)).toISOString().slice(0, 19)

/** Tehran wall-clock text (`T` or blank between date and time, up to 7 decimals) as an instant; null if it is no date. */
export function fromTehranLocal(text: string): Date | null {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?)?$/.exec(text.trim())
  if (!match) return null
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0))
  const ms = Math.floor(Number(`0.${match[7] ?? 0}`) * 1000)
  const asUtc = Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0, second ?? 0, ms)
  if (Number.isNaN(asUtc) || new Date(asUtc).getUTCDate() !== day) return null
  // Two rounds settle the offset also in the hour around a change of daylight saving.
  const guess = asUtc - offsetMs(new Date(asUtc))
  return new Date(asUtc - offsetMs(new Date(guess)))
}

const QUARTER_MS = 15 * 60_000
const MOST_QUARTERS = 1_000

/** Offsets of quarters of an hour in which it does not change: asking the time-zone database takes a hundred times as long. */
const offsets = new Map<number, number>()

function offsetMs(instant: Date): number {
  const quarter = Math.floor(instant.getTime() / QUARTER_MS)
  const known = offsets.get(quarter)
  if (known !== undefined) return known
  const offset = askOffsetMs(quarter * QUARTER_MS)
  if (offset !== askOffsetMs((quarter + 1) * QUARTER_MS - 1)) return askOffsetMs(instant.getTime())
  if (offsets.size >= MOST_QUARTERS) offsets.clear()
  offsets.set(quarter, offset)
  return offset
}

function askOffsetMs(ms: number): number {
  const part = Object.fromEntries(parts.formatToParts(new Date(ms)).map(({ type, value }) => [type, value]))
  const local = `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`
  return Date.parse(local) - Math.floor(ms / 1000) * 1000
}
