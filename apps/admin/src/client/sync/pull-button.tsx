import { useMutation, useQueryClient } from '@tanstack/react-query'
import { pullNow } from '../api.ts'
import { syncQuery } from '../queries.ts'

/** Asks for a reading from Mahak; it is done in the background and shows in the table below. */
export function PullButton() {
  const queries = useQueryClient()
  const pull = useMutation({
    mutationFn: pullNow,
    onSuccess: () => queries.invalidateQueries({ queryKey: syncQuery.queryKey }),
  })
  return (
    <div className="pull">
      <span role="status" className="muted" data-testid="sync-asked">
        {pull.isSuccess && 'درخواست شد'}
        {pull.isError && pull.error.message}
      </span>
      <button
        type="button"
        className="button"
        disabled={pull.isPending}
        onClick={() => pull.mutate()}
        data-testid="sync-now"
      >
        اکنون همگام کن
      </button>
    </div>
  )
}
