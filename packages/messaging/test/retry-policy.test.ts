import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Message } from '../src/index.ts'
import { rungFor } from '../src/rabbit/dispatch.ts'
import { retryName } from '../src/rabbit/topology.ts'
import { DEFAULT_RETRY_POLICY, delayAfter, delayName, runHandler } from '../src/retry-policy.ts'

const message = (attempt: number): Message => ({
  id: 'msg_1',
  type: 'a',
  body: {},
  attempt,
  enqueuedAt: '2026-11-23T00:00:00.000Z',
})
const policy = { retryDelays: [10, 20], maxAttempts: 3 }

describe('what becomes of a message', () => {
  test('a handler that gives nothing back is done', async () => {
    expect(await runHandler(async () => undefined, message(1), policy)).toEqual({ kind: 'done' })
  })

  test('a failure waits on the rung of its attempt, and the last rung serves all later ones', async () => {
    const failing = async () => ({ retry: 'busy' })
    expect(await runHandler(failing, message(1), policy)).toEqual({ kind: 'retry', delayMs: 10, why: 'busy' })
    expect(await runHandler(failing, message(2), policy)).toEqual({ kind: 'retry', delayMs: 20, why: 'busy' })
    expect(delayAfter(9, [10, 20])).toBe(20)
  })

  test('a message that was handed out too often is dead without its handler being called again', async () => {
    let called = false
    const handler = async () => {
      called = true
    }
    const outcome = await runHandler(handler, message(4), policy)
    expect(outcome).toEqual({ kind: 'dead', reason: 'no outcome after 3 deliveries' })
    expect(called).toBe(false)
  })

  test('a long error text is cut to 500 characters', async () => {
    const failing = async (): Promise<void> => {
      throw new Error('x'.repeat(2_000))
    }
    const outcome = await runHandler(failing, message(1), policy)
    expect(outcome).toEqual({ kind: 'retry', delayMs: 10, why: 'x'.repeat(500) })
  })
})

test('the retry queues are named by their delays', () => {
  expect(DEFAULT_RETRY_POLICY.retryDelays.map(retryName)).toEqual([
    'sync.retry.5s',
    'sync.retry.30s',
    'sync.retry.2m',
    'sync.retry.10m',
    'sync.retry.1h',
  ])
  expect([50, 1_500, 90_000].map(delayName)).toEqual(['50ms', '1500ms', '90s'])
})

test('hopping over rungs ends at or after the wanted delay, by less than the smallest rung', () => {
  const rungs = fc.uniqueArray(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(rungs, fc.integer({ min: 1, max: 20_000 }), (ladder, delay) => {
      let waited = 0
      while (waited < delay) waited += rungFor(delay - waited, ladder)
      expect(waited - delay).toBeLessThan(Math.min(...ladder))
    }),
  )
})
