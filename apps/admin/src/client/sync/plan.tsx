import type { SyncPlanView } from '@hybrid-store/contracts'
import { formatCount } from '@hybrid-store/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { askPlan } from '../api.ts'
import { planQuery } from '../queries.ts'
import { Badge, Failure, Money } from '../views.tsx'
import { entityName, plannedAction } from './words.ts'

/** What an exchange would do now, without doing it. */
export function Plan() {
  const ask = useMutation({ mutationFn: askPlan })
  return (
    <div className="tile" data-testid="plan">
      <div className="panel-head">
        <h2>پیش‌نمایش همگام‌سازی</h2>
        <button
          type="button"
          className="button"
          disabled={ask.isPending}
          onClick={() => ask.mutate()}
          data-testid="plan-now"
        >
          نشان بده چه می‌شود
        </button>
      </div>
      <p className="muted">
        همان کار واقعی یک بار آزمایشی انجام و پس گرفته می‌شود؛ نه در فروشگاه چیزی می‌ماند نه در محک.
      </p>
      <Failure error={ask.error} />
      {ask.data && <Made planId={ask.data.planId} />}
    </div>
  )
}

function Made({ planId }: { planId: number }) {
  const { data: plan, error } = useQuery(planQuery(planId))
  if (!plan?.finishedAt)
    return (
      <>
        <Failure error={error} />
        <p role="status">در حال آماده شدن…</p>
      </>
    )
  return plan.failure ? (
    <p className="notice tone-bad">
      پیش‌نمایش آماده نشد: <code dir="ltr">{plan.failure}</code>
    </p>
  ) : (
    <PlanFigures plan={plan} />
  )
}

export function PlanFigures({ plan }: { plan: SyncPlanView }) {
  return (
    <div data-testid="plan-figures">
      {plan.warnings.map((warning) => (
        <p key={warning} className="notice tone-warn">
          <bdi>{warning}</bdi>
        </p>
      ))}
      <ul>
        {plan.changes.length + plan.sends.length === 0 && <li>چیزی تغییر نمی‌کند.</li>}
        {plan.changes.map(({ entity, action, count }) => (
          <li key={`${entity} ${action}`}>
            <Badge words={{ label: plannedAction(action), tone: action === 'delete' ? 'bad' : 'info' }} />{' '}
            {formatCount(count)} ردیف از {entityName(entity)} در فروشگاه
          </li>
        ))}
        {plan.sends.map(({ entity, count }) => (
          <li key={entity}>
            <Badge words={{ label: plannedAction('send'), tone: 'info' }} /> {formatCount(count)} ردیف از{' '}
            {entityName(entity)} به محک
          </li>
        ))}
        <li>
          {formatCount(plan.calls)} تماس برای ارسال، {formatCount(plan.conflicts)} ناسازگاری،{' '}
          {formatCount(plan.zeroPrices)} تنوع بی‌قیمت
        </li>
      </ul>
      {plan.prices.length > 0 && (
        <>
          <h3>این قیمت‌ها را با برنامهٔ محک بسنجید</h3>
          <ul>
            {plan.prices.map(({ name, price }) => (
              <li key={name}>
                <bdi>{name}</bdi>: <Money amount={price} />
              </li>
            ))}
          </ul>
        </>
      )}
      <details>
        <summary className="button button-quiet">یکایک ({formatCount(plan.entries.length)})</summary>
        <pre dir="ltr" className="scroll">
          {plan.entries
            .map(({ action, entity, recordId, diff }) => `${action} ${entity} ${recordId} ${JSON.stringify(diff)}`)
            .join('\n')}
        </pre>
      </details>
    </div>
  )
}
