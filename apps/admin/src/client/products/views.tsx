import type { ReactNode } from 'react'
import { ApiError } from '../api.ts'

export const Field = ({ label, children }: { label: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
  <label className="field">
    <span>{label}</span>
    {children}
  </label>
)

/** Why the store did not do it, field by field where it says so. */
export function Refusal({ error }: { error: Error | null }) {
  if (!error) return null
  const reasons = error instanceof ApiError ? (error.problem.errors ?? []) : []
  return (
    <div className="notice tone-bad" role="alert" data-testid="refusal">
      <p>{error.message}</p>
      {reasons.map(({ field, message }) => (
        <p key={`${field} ${message}`}>{message}</p>
      ))}
    </div>
  )
}
