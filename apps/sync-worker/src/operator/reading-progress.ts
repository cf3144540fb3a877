import type { SyncStateView } from '@hybrid-store/contracts'
import { ENTITY_GROUPS, entityGroups } from '../pull/entity-groups.ts'

/** How far a reading of everything has come, as it was noted. */
export interface NotedProgress {
  entity: string
  startedAt: Date
  received: number
  expected: number | null
  readAt: Date | null
  toApply: number | null
  applyingAt: Date | null
  applied: number
  finishedAt: Date | null
  updatedAt: Date
}

type Progress = SyncStateView['readings'][number]

/**
 * Speed and time left are those of the step that is being done; both are null while there is nothing to tell them by, as at
 * the first reading of all, for Mahak says how many rows there are only when all have come.
 */
export function progressView(noted: NotedProgress): Progress {
  const { entity, received, expected, applied } = noted
  const toApply = Math.max(noted.toApply ?? 0, applied)
  return {
    entity,
    group: entityGroups.find((group) => ENTITY_GROUPS[group].some((name) => name === entity)) ?? null,
    received,
    expected,
    applied,
    pending: toApply - applied,
    startedAt: noted.startedAt.toISOString(),
    updatedAt: noted.updatedAt.toISOString(),
    ...step(noted, toApply),
  }
}

type Step = Pick<Progress, 'state' | 'rowsPerSecond' | 'secondsLeft'>

function step(noted: NotedProgress, toApply: number): Step {
  const { startedAt, received, expected, readAt, applyingAt, applied, finishedAt, updatedAt } = noted
  if (finishedAt) return { state: 'done', rowsPerSecond: rate(received, startedAt, finishedAt), secondsLeft: 0 }
  if (!readAt) return { state: 'reading', ...pace(received, expected, startedAt, updatedAt) }
  return { state: 'applying', ...pace(applied, toApply, applyingAt, updatedAt) }
}

function pace(done: number, all: number | null, since: Date | null, until: Date): Omit<Step, 'state'> {
  const rowsPerSecond = since && rate(done, since, until)
  const left = all === null ? null : Math.max(0, all - done)
  const secondsLeft = left === null || !rowsPerSecond ? null : Math.ceil(left / rowsPerSecond)
  return { rowsPerSecond, secondsLeft }
}

function rate(rows: number, since: Date, until: Date): number | null {
  const ms = until.getTime() - since.getTime()
  return rows === 0 || ms <= 0 ? null : Math.round((rows * 1000) / ms)
}
