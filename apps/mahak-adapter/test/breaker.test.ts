import { fixedClock } from '@hybrid-store/kernel'
import { expect, test } from 'vitest'
import { type Breaker, createBreaker } from '../src/guard/breaker.ts'

function call(breaker: Breaker, outcome: 'success' | 'failure' | 'neutral'): boolean {
  const permit = breaker.enter()
  if (permit.granted) permit.report(outcome)
  return permit.granted
}

const fail = (breaker: Breaker, times: number) => {
  for (let count = 0; count < times; count++) call(breaker, 'failure')
}

test('five failures within half a minute pause the calls for half a minute', () => {
  const clock = fixedClock('2026-11-01T00:00:00Z')
  const breaker = createBreaker(clock)
  fail(breaker, 4)
  expect(call(breaker, 'failure')).toBe(true)
  expect(breaker.enter()).toEqual({ granted: false, retryAfterMs: 30_000 })
  clock.advance(12_000)
  expect(breaker.enter()).toEqual({ granted: false, retryAfterMs: 18_000 })
})

test('failures that are less than half of the calls, or old, pause nothing', () => {
  const clock = fixedClock('2026-11-01T00:00:00Z')
  const breaker = createBreaker(clock)
  for (let count = 0; count < 6; count++) call(breaker, 'success')
  fail(breaker, 5)
  expect(call(breaker, 'success')).toBe(true)
  const other = createBreaker(clock)
  fail(other, 4)
  clock.advance(30_000)
  expect(call(other, 'failure')).toBe(true)
  expect(call(other, 'success')).toBe(true)
})

test('after the pause one probe goes through while everyone else is told to come back', () => {
  const clock = fixedClock('2026-11-01T00:00:00Z')
  const breaker = createBreaker(clock)
  fail(breaker, 5)
  clock.advance(30_000)
  const probe = breaker.enter()
  expect(breaker.enter()).toEqual({ granted: false, retryAfterMs: 1_000 })
  if (probe.granted) probe.report('success')
  expect(call(breaker, 'success')).toBe(true)
})

test('each failed probe doubles the pause, up to ten minutes', () => {
  const clock = fixedClock('2026-11-01T00:00:00Z')
  const breaker = createBreaker(clock)
  fail(breaker, 5)
  const pauses: number[] = []
  for (let round = 0; round < 7; round++) {
    const refusal = breaker.enter()
    const pause = refusal.granted ? 0 : refusal.retryAfterMs
    pauses.push(pause)
    clock.advance(pause)
    fail(breaker, 1)
  }
  expect(pauses).toEqual([30_000, 60_000, 120_000, 240_000, 480_000, 600_000, 600_000])
})

test('a probe that was given up leaves the way to the next one', () => {
  const clock = fixedClock('2026-11-01T00:00:00Z')
  const breaker = createBreaker(clock)
  fail(breaker, 5)
  clock.advance(30_000)
  expect(call(breaker, 'neutral')).toBe(true)
  expect(call(breaker, 'success')).toBe(true)
  expect(call(breaker, 'success')).toBe(true)
})
