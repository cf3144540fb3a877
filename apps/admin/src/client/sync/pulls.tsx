import type { SyncStateView } from '@hybrid-store/contracts'
import { formatCount } from '@hybrid-store/ui'
import { Code, Moment } from '../views.tsx'
import { entityName } from './words.ts'

/** How far the reading from Mahak has come, by kind of record. */
export function Pulls({ pulls }: { pulls: SyncStateView['pulls'] }) {
  if (pulls.length === 0) return <p className="empty">هنوز چیزی از محک خوانده نشده است.</p>
  return (
    <div className="scroll">
      <table data-testid="sync-pulls">
        <thead>
          <tr>
            <th>داده</th>
            <th>آخرین خواندن</th>
            <th>ردیف‌ها</th>
            <th>نسخهٔ قطعی</th>
            <th>نسخهٔ دیده‌شده</th>
          </tr>
        </thead>
        <tbody>
          {pulls.map((pull) => (
            <tr key={pull.entity} data-testid={`pull-${pull.entity}`}>
              <td>{entityName(pull.entity)}</td>
              <td>
                <Moment at={pull.lastPullAt} />
              </td>
              <td>{formatCount(pull.rowsTotal)}</td>
              <td>
                <Code value={pull.safeVersion} />
              </td>
              <td>
                <Code value={pull.seenVersion} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
