import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'

interface Props {
  what(): Promise<unknown>
  /** Said when it was asked for. */
  done: string
  testId: string
  children: ReactNode
}

/** A button that asks for something once and says what became of it. */
export function Act({ what, done, testId, children }: Props) {
  const queries = useQueryClient()
  const act = useMutation({
    mutationFn: what,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sync'] }),
  })
  return (
    <span className="actions">
      <span role="status" className="muted">
        {act.isSuccess && done}
        {act.isError && act.error.message}
      </span>
      <button
        type="button"
        className="button"
        disabled={act.isPending || act.isSuccess}
        onClick={() => act.mutate()}
        data-testid={testId}
      >
        {children}
      </button>
    </span>
  )
}
