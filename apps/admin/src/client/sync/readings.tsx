import type { SyncStateView } from '@hybrid-store/contracts'
import { formatCount } from '@hybrid-store/ui'
import { Badge } from '../views.tsx'
import { entityName, formatAge, readingState } from './words.ts'

type Reading = SyncStateView['readings'][number]

/** How far the readings of everything have come that are not done yet, such as the first of all. */
export function Readings({ readings }: { readings: Reading[] }) {
  const running = readings.filter((reading) => reading.state !== 'done')
  if (running.length === 0) return null
  return (
    <div className="scroll">
      <table data-testid="sync-readings">
        <caption>خواندن کامل از محک</caption>
        <thead>
          <tr>
            <th>داده</th>
            <th>مرحله</th>
            <th>ردیف‌ها</th>
            <th>سرعت</th>
            <th>زمان مانده</th>
          </tr>
        </thead>
        <tbody>
          {running.map((reading) => (
            <tr key={reading.entity} data-testid={`reading-${reading.entity}`}>
              <td>{entityName(reading.entity)}</td>
              <td>
                <Badge words={readingState(reading.state)} />
              </td>
              <td>{rowsOf(reading)}</td>
              <td>{reading.rowsPerSecond === null ? '—' : `${formatCount(reading.rowsPerSecond)} در ثانیه`}</td>
              <td>{reading.secondsLeft === null ? 'نامعلوم' : formatAge(reading.secondsLeft * 1000)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** «۴٬۰۰۰ از ۱۰٬۰۰۰» of the present step; how many will come is not known at the first reading. */
function rowsOf({ state, received, expected, applied, pending }: Reading): string {
  if (state === 'applying') return outOf(applied, applied + pending)
  return expected === null ? formatCount(received) : outOf(received, expected)
}

const outOf = (done: number, all: number): string => `${formatCount(done)} از ${formatCount(all)}`
