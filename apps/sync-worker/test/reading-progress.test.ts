import { expect, test } from 'vitest'
import { type NotedProgress, progressView } from '../src/operator/reading-progress.ts'

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 23, 8, 0, seconds))
const noted = (rest: Partial<NotedProgress>): NotedProgress => ({
  entity: 'Products',
  startedAt: at(0),
  received: 4_000,
  expected: null,
  readAt: null,
  toApply: null,
  applyingAt: null,
  applied: 0,
  finishedAt: null,
  updatedAt: at(2),
  ...rest,
})

test('while everything is read for the first time nobody can know how long it takes', () => {
  expect(progressView(noted({}))).toEqual({
    entity: 'Products',
    group: 'catalog',
    state: 'reading',
    received: 4_000,
    expected: null,
    applied: 0,
    pending: 0,
    rowsPerSecond: 2_000,
    secondsLeft: null,
    startedAt: '2026-11-23T08:00:00.000Z',
    updatedAt: '2026-11-23T08:00:02.000Z',
  })
})

test('a later one is expected to bring as many rows as the last, and never less than nothing is left', () => {
  expect(progressView(noted({ expected: 9_000 }))).toMatchObject({ rowsPerSecond: 2_000, secondsLeft: 3 })
  expect(progressView(noted({ expected: 3_000 }))).toMatchObject({ secondsLeft: 0 })
})

test('while rows are taken over the time left is that of the rows that are pending', () => {
  const read = { expected: 4_000, readAt: at(2), toApply: 4_000 }
  expect(progressView(noted(read))).toMatchObject({ state: 'applying', pending: 4_000, secondsLeft: null })
  const applying = { ...read, applyingAt: at(10), applied: 1_000, updatedAt: at(12) }
  expect(progressView(noted(applying))).toMatchObject({ pending: 3_000, rowsPerSecond: 500, secondsLeft: 6 })
})

test('rows that were woken meanwhile are more than were pending, and nothing is left below zero', () => {
  const more = { readAt: at(2), toApply: 4_000, applyingAt: at(3), applied: 4_500, updatedAt: at(4) }
  expect(progressView(noted(more))).toMatchObject({ applied: 4_500, pending: 0, secondsLeft: 0 })
})

test('what is done has no time left, and its speed is that of the whole', () => {
  const done = { expected: 4_000, readAt: at(2), toApply: 4_000, applied: 4_000, finishedAt: at(8), updatedAt: at(8) }
  expect(progressView(noted(done))).toMatchObject({ state: 'done', rowsPerSecond: 500, secondsLeft: 0, pending: 0 })
})

test('an entity that is no longer read belongs to no group', () => {
  expect(progressView(noted({ entity: 'Zebras' })).group).toBeNull()
})
