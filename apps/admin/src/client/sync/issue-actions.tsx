import type { SyncIssueView } from '@hybrid-store/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ignoreIssues, retryIssues } from '../api.ts'

const DAY_MS = 86_400_000
const DEFAULT_DAYS = 30

/** Try again, or set aside for some days with a note. */
export function IssueActions({ issue }: { issue: SyncIssueView }) {
  const queries = useQueryClient()
  const act = useMutation({
    mutationFn: (action: () => Promise<unknown>) => action(),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sync'] }),
  })
  const chosen = { issues: [issue.id] }
  const ignore = (form: FormData) => {
    const until = new Date(Date.now() + Number(form.get('days')) * DAY_MS).toISOString()
    act.mutate(() => ignoreIssues(chosen, String(form.get('note')), until))
  }
  return (
    <div className="actions">
      <button
        type="button"
        className="button"
        disabled={act.isPending}
        onClick={() => act.mutate(() => retryIssues(chosen))}
        data-testid="retry"
      >
        تلاش دوباره
      </button>
      <details>
        <summary className="button button-quiet">کنار گذاشتن</summary>
        <form className="actions" action={ignore}>
          <label>
            یادداشت <input name="note" required maxLength={500} />
          </label>
          <label>
            تا چند روز{' '}
            <input name="days" type="number" min={1} max={3650} defaultValue={DEFAULT_DAYS} required dir="ltr" />
          </label>
          <button type="submit" className="button" disabled={act.isPending} data-testid="ignore">
            کنار بگذار
          </button>
        </form>
      </details>
      <span role="status" className="muted">
        {act.isSuccess && 'انجام شد'}
        {act.isError && act.error.message}
      </span>
    </div>
  )
}
