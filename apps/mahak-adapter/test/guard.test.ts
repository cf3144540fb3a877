import { fixedClock, ok } from '@hybrid-store/kernel'
import type { Outcome } from '@hybrid-store/mahak-client'
import { expect, test } from 'vitest'
import { createGuard } from '../src/guard/guard.ts'

const failed = (code: 'timeout' | 'invalid' | 'unauthorized'): Outcome<never> => ({
  ok: false,
  error: { code, message: 'x', sent: true },
})

function gate() {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

test('P26: a save does not wait behind bulk reads, however many there are', async () => {
  const guard = createGuard({ concurrency: 4, clock: fixedClock('2026-11-01T00:00:00Z') })
  const { open, opened } = gate()
  let running = 0
  const reads = Array.from({ length: 10 }, () =>
    guard('bulk', async () => {
      running += 1
      await opened
      return ok(undefined)
    }),
  )
  expect(await guard('quick', async () => ok('saved'))).toEqual(ok('saved'))
  expect(running).toBe(2)
  open()
  await Promise.all(reads)
  expect(running).toBe(10)
})

test('calls beyond the queue are told to come back, and are not made', async () => {
  const guard = createGuard({ concurrency: 2, clock: fixedClock('2026-11-01T00:00:00Z') })
  const { open, opened } = gate()
  const waiting = Array.from({ length: 201 }, () => guard('quick', () => opened.then(() => ok(1))))
  let made = false
  const outcome = await guard('quick', async () => {
    made = true
    return ok(1)
  })
  expect(outcome).toMatchObject({ ok: false, error: { code: 'unavailable', retryAfterMs: 1_000, sent: false } })
  expect(made).toBe(false)
  open()
  await Promise.all(waiting)
})

test('outages open the breaker for every lane; refusals and calls given up do not', async () => {
  const guard = createGuard({ concurrency: 4, clock: fixedClock('2026-11-01T00:00:00Z') })
  for (let count = 0; count < 20; count++) {
    await guard('quick', async () => failed('unauthorized'))
    await guard('bulk', async () => failed('timeout'), AbortSignal.abort())
  }
  expect(await guard('quick', async () => ok(1))).toEqual(ok(1))
  for (let count = 0; count < 21; count++) await guard('bulk', async () => failed('timeout'))
  expect(await guard('quick', async () => ok(1))).toEqual({
    ok: false,
    error: {
      code: 'unavailable',
      message: 'Mahak is out of order; calls are paused',
      retryAfterMs: 30_000,
      sent: false,
    },
  })
})
