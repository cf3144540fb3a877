import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from '@hybrid-store/database'
import { eventually } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Snare } from '../src/child/stages.ts'
import { openCluster } from '../src/cluster.ts'
import { describeFailure } from '../src/describe.ts'
import type { Program, Step } from '../src/program.ts'
import { seeded } from '../src/random.ts'
import { type ChaosSession, openSession } from '../src/session.ts'
import { mahakSteps } from '../src/steps/mahak-steps.ts'
import { shopSteps } from '../src/steps/shop-steps.ts'
import type { StepKind } from '../src/steps/step-kind.ts'

let closeCluster: () => Promise<void>
let session: ChaosSession
beforeAll(async () => {
  closeCluster = await openCluster()
  session = await openSession()
})
afterAll(async () => {
  await session?.close()
  await closeCluster?.()
})

const step = (name: string, kind: StepKind): Step => ({
  ...kind.prepare(seeded(name.length)),
  name,
  overlaps: false,
  pauseMs: 100,
})
const killAt = (snare: Omit<Snare, 'act'>): Step => ({
  name: 'kill the worker',
  args: snare,
  overlaps: false,
  pauseMs: 0,
  run: async (world) => {
    await world.worker(0).occupied()
    world.worker(0).tell({ snare: { ...snare, act: 'kill' } })
  },
})
/** Waits until the snare has caught the worker: peace would take it away. */
const untilItDied: Step = {
  name: 'until it died',
  args: {},
  overlaps: false,
  pauseMs: 0,
  run: (world) => eventually(() => world.worker(0).deaths() > 0, { timeoutMs: 20_000, everyMs: 20, what: 'the death' }),
}
const program = (...steps: Step[]): Program => ({
  seed: 1,
  workers: 1,
  firstSync: false,
  overRabbit: false,
  relay: true,
  behaviour: {},
  steps,
})

async function survives(killed: Program): Promise<void> {
  const outcome = await session.play(killed)
  expect(outcome.differences, describeFailure(outcome)).toEqual([])
  expect(outcome.deaths).toBe(1)
}

test.each<[string, Omit<Snare, 'act'>]>([
  ['after it has claimed records', { side: 'after', what: 'sync.dirty', nth: 1 }],
  ['after its intent is committed', { side: 'after', what: 'sync.attempt', nth: 1 }],
  ['before the bytes leave', { side: 'before', what: 'orders', nth: 1 }],
  ['after the answer is read', { side: 'after', what: 'orders', nth: 1 }],
  ['inside the transaction that records the answer', { side: 'before', what: 'orders."order"', nth: 1 }],
  ['after that, before it answers for the message', { side: 'after', what: 'orders."order"', nth: 1 }],
])('P6: a worker that is killed %s leaves every order at Mahak once', (_, snare) =>
  survives(program(killAt(snare), step('buy', shopSteps.buy), step('buy again', shopSteps.buy), untilItDied)),
)

test('P6: a worker that is killed while the bytes are on their way leaves every order at Mahak once', () => {
  const slow: Step = {
    name: 'slow',
    args: {},
    overlaps: false,
    pauseMs: 0,
    run: ({ setSwitches }) => setSwitches({ latency: { medianMs: 400, p95Ms: 400 } }),
  }
  const kill: Step = {
    name: 'kill the worker in its call',
    args: {},
    overlaps: false,
    pauseMs: 0,
    run: async ({ shop, worker }) => {
      const isSending = sql`select from sync.attempt where lane = 'order' and outcome is null`
      await eventually(async () => (await shop.row(isSending)) !== null, {
        timeoutMs: 20_000,
        everyMs: 5,
        what: 'a call',
      })
      await sleep(100)
      worker(0).kill()
    },
  }
  return survives(program(slow, step('buy', shopSteps.buy), kill, untilItDied))
})

test.each<[string, Omit<Snare, 'act'>]>([
  ['after a piece of an answer', { side: 'after', what: 'line', nth: 2 }],
  ['after the whole answer, before its checkpoint', { side: 'before', what: 'sync.watermark', nth: 1 }],
  ['after the checkpoint, before the shop has the rows', { side: 'after', what: 'sync.watermark', nth: 1 }],
  ['inside the transaction that takes rows over', { side: 'before', what: 'catalog.variant', nth: 1 }],
  ['between two kinds of rows', { side: 'after', what: 'catalog.variant', nth: 1 }],
])('P7: a worker that is killed %s skips no row, and what it reads again changes nothing', (_, snare) =>
  survives(
    program(
      killAt(snare),
      step('prices', mahakSteps.price),
      step('more prices', mahakSteps.price),
      step('stock', mahakSteps.restock),
      untilItDied,
    ),
  ),
)
