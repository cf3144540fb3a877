import type { SyncDriftPage } from '@hybrid-store/contracts'
import { formatCount } from '@hybrid-store/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, Navigate, useSearchParams } from 'react-router'
import { compareNow, isLoggedOut } from '../api.ts'
import { driftQuery } from '../queries.ts'
import { Failure, Moment } from '../views.tsx'
import { Act } from './act.tsx'
import { DriftKinds } from './drift-kinds.tsx'
import { DriftRows } from './drift-rows.tsx'
import { Plan } from './plan.tsx'
import { SubPage } from './sub-page.tsx'

/** Where shop and books differ by the last compare, how that is mended, and what an exchange would do now. */
export function DriftPage() {
  const [parameters] = useSearchParams()
  const drift = useQuery(driftQuery(parameters.get('cursor')))
  if (isLoggedOut(drift.error)) return <Navigate to="/login" replace />
  return (
    <SubPage title="اختلاف فروشگاه و محک">
      <Failure error={drift.error} />
      {drift.data && <Drift page={drift.data} />}
      <Plan />
    </SubPage>
  )
}

export function Drift({ page: { report, items, nextCursor } }: { page: SyncDriftPage }) {
  return (
    <>
      <Report report={report} />
      {items.length > 0 && <DriftRows items={items} />}
      {nextCursor && (
        <Link className="button button-quiet" to={`?cursor=${encodeURIComponent(nextCursor)}`}>
          بعدی
        </Link>
      )}
    </>
  )
}

function Report({ report }: { report: SyncDriftPage['report'] }) {
  return (
    <div className="tile" data-testid="drift-report">
      <div className="panel-head">
        <h2>آخرین مقایسهٔ کامل</h2>
        <Act what={compareNow} testId="compare-now" done="درخواست شد">
          اکنون مقایسه کن
        </Act>
      </div>
      {report ? <Figures report={report} /> : <p className="muted">هنوز هیچ مقایسهٔ کاملی انجام نشده است.</p>}
    </div>
  )
}

function Figures({ report }: { report: NonNullable<SyncDriftPage['report']> }) {
  const read = Object.values(report.read).reduce((sum, count) => sum + count, 0)
  return (
    <>
      <p>
        <Moment at={report.finishedAt} />: {formatCount(read)} ردیف خوانده شد، {formatCount(report.lateRows)} ردیف دیرتر
        از نوبت خود رسیده بود.
      </p>
      {report.notRead.length > 0 && (
        <p className="notice tone-warn">
          خوانده نشد و مقایسه نشد: <code dir="ltr">{report.notRead.join(', ')}</code>
        </p>
      )}
      <DriftKinds counts={report.counts} />
    </>
  )
}
