import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Progress, readFrom, settle } from '../src/row-version-tracker/settle-rule.ts'

const FRESH: Progress = { safe: 0, seen: 0, ring: [] }

test('a version is safe once a reading began the settle time after its first sighting', () => {
  const first = settle(FRESH, { started: 1_000, finished: 1_100, largest: 50 }, 500)
  expect(first).toEqual({ safe: 0, seen: 50, ring: [[1_100, 50]] })
  const early = settle(first, { started: 1_599, finished: 1_600, largest: 50 }, 500)
  expect(early.safe).toBe(0)
  expect(settle(early, { started: 1_600, finished: 1_700, largest: 60 }, 500)).toEqual({
    safe: 50,
    seen: 60,
    ring: [[1_700, 60]],
  })
})

test('a reading that saw nothing new keeps what it knows', () => {
  const known: Progress = { safe: 40, seen: 50, ring: [[1_000, 50]] }
  expect(settle(known, { started: 1_100, finished: 1_200, largest: 0 }, 500)).toEqual(known)
})

test('readings start one below what is safe, and never below 0', () => {
  expect([readFrom(0), readFrom(1), readFrom(4_300_000_001)]).toEqual([0, 0, 4_300_000_000])
})

/** Rows get their version when written and are seen from their commit on, as at Mahak. */
const writes = fc.array(
  fc.record({ gap: fc.integer({ min: 1, max: 40 }), commitDelay: fc.integer({ min: 0, max: 99 }) }),
  { minLength: 1, maxLength: 60 },
)

test('rows that are committed within the settle time, in any order, are all read', () => {
  fc.assert(
    fc.property(writes, fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (plan, pauses) => {
      const missed = missedRows(plan, pauses, 100)
      expect(missed).toEqual([])
    }),
  )
})

test('without the settle time such rows are lost, which is what it is for', () => {
  const plan = [
    { gap: 1, commitDelay: 90 },
    { gap: 1, commitDelay: 0 },
  ]
  expect(missedRows(plan, [10], 0)).toEqual([1])
})

/** Reads at the given pauses until all is committed and settled; gives the versions that were never read. */
function missedRows(plan: { gap: number; commitDelay: number }[], pauses: number[], settleMs: number): number[] {
  let written = 0
  const rows = plan.map(({ gap, commitDelay }, index) => {
    written += gap
    return { version: index + 1, committedAt: written + commitDelay }
  })
  const seen = new Set<number>()
  let progress = FRESH
  let now = 0
  for (let turn = 0; now < written + 1_000; turn += 1) {
    now += pauses[turn % pauses.length] ?? 1
    const visible = rows.filter((row) => row.committedAt <= now && row.version > readFrom(progress.safe))
    for (const row of visible) seen.add(row.version)
    const largest = Math.max(0, ...visible.map((row) => row.version))
    progress = settle(progress, { started: now, finished: now, largest }, settleMs)
  }
  return rows.map((row) => row.version).filter((version) => !seen.has(version))
}
