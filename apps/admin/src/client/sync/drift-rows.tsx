import type { SyncDriftView } from '@hybrid-store/contracts'
import { repairDrift } from '../api.ts'
import { Badge, Code, Moment } from '../views.tsx'
import { Act } from './act.tsx'
import { driftWords, entityName, fieldName, repairName } from './words.ts'

/** Each difference with both values and its repair. */
export function DriftRows({ items }: { items: readonly SyncDriftView[] }) {
  return (
    <div className="scroll">
      <table data-testid="drift-rows">
        <thead>
          <tr>
            <th scope="col">ردیف</th>
            <th scope="col">اختلاف</th>
            <th scope="col">فروشگاه</th>
            <th scope="col">محک</th>
            <th scope="col">نخستین بار</th>
            <th scope="col">رفع</th>
          </tr>
        </thead>
        <tbody>
          {items.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ row }: { row: SyncDriftView }) {
  return (
    <tr data-testid={`drift-row-${row.id}`}>
      <td>
        {entityName(row.entity)} <Code value={row.recordId} />
      </td>
      <td>
        <Badge words={driftWords(row.class)} /> {row.field && <bdi>{fieldName(row.field)}</bdi>}
      </td>
      <td>
        <Value value={row.here} />
      </td>
      <td>
        <Value value={row.there} />
      </td>
      <td>
        <Moment at={row.firstSeen} />
      </td>
      <td>
        {row.repairedAt ? (
          <span className="muted">
            خواسته شد: <Moment at={row.repairedAt} />
          </span>
        ) : (
          <Act what={() => repairDrift({ drifts: [row.id] })} done="خواسته شد" testId={`repair-${row.id}`}>
            {repairName(row.repair)}
          </Act>
        )}
      </td>
    </tr>
  )
}

function Value({ value }: { value: SyncDriftView['here'] }) {
  if (value === null) return <span className="muted">—</span>
  return typeof value === 'number' ? <Code value={value} /> : <bdi>{String(value)}</bdi>
}
