import { sql } from '@hybrid-store/database'
import type { Snare } from '../child/stages.ts'
import type { Random } from '../random.ts'
import { LATE_COMMIT_MS } from '../settings.ts'
import { kind } from './step-kind.ts'

/** Where a worker can be stopped: around its commits, its calls and its publications. */
const WORKER_STAGES = [
  'commit',
  'sync.dirty',
  'sync.attempt',
  'sync.link',
  'sync.mirror',
  'sync.watermark',
  'inventory.level',
  'catalog.variant',
  'orders."order"',
  'save',
  'people',
  'orders',
  'read',
  'line',
  'publish',
] as const
const ADAPTER_STAGES = ['/v1/changes', '/v1/rows', '/v1/account', 'mahak'] as const

const LOST_ANSWERS = ['reset-after', 'truncate', 'slow-drip'] as const
const OUTAGES = ['429', '500', '502', '503', 'reset-before', 'html', '401', 'truncate', 'reset-after'] as const
const PATHS = ['', 'SaveAllData', 'GetAllData', 'Login'] as const

const DOORBELLS = [
  { queue: 'order_sync_request', type: 'sync.drain', body: {} },
  { queue: 'customer_sync_request', type: 'sync.drain', body: {} },
  { queue: 'pull_sync_request', type: 'sync.pull', body: { group: 'orders' } },
  { queue: 'catalog_sync_request', type: 'sync.pull', body: { group: 'catalog' } },
  { queue: 'inventory_sync_request', type: 'sync.pull', body: {} },
] as const

const drawSeat = (random: Random) => ({ seat: random.between(0, 1) })
const drawSnare = (random: Random, what: string): Omit<Snare, 'act'> => ({
  side: random.pick(['before', 'after']),
  what,
  nth: random.between(1, 3),
})

/** What goes wrong between the two sides. */
export const faultSteps = {
  killWorker: kind({ weight: 2, draw: drawSeat, run: async ({ worker }, { seat }) => worker(seat).kill() }),
  killWorkerAt: kind({
    weight: 6,
    draw: (random) => ({ ...drawSeat(random), snare: drawSnare(random, random.pick(WORKER_STAGES)) }),
    run: async ({ worker }, { seat, snare }) => worker(seat).tell({ snare: { ...snare, act: 'kill' } }),
  }),
  freezeWorkerAt: kind({
    weight: 2,
    draw: (random) => ({
      ...drawSeat(random),
      snare: drawSnare(random, random.pick(['sync.attempt', 'sync.dirty', 'save', 'read'])),
      freezeMs: random.between(200, 1_600),
    }),
    run: async ({ worker }, { seat, snare, freezeMs }) => worker(seat).tell({ snare: { ...snare, act: { freezeMs } } }),
  }),
  killAdapter: kind({ weight: 1, draw: () => ({}), run: async ({ adapter }) => adapter.kill() }),
  killAdapterAt: kind({
    weight: 3,
    draw: (random) => ({ snare: drawSnare(random, random.pick(ADAPTER_STAGES)) }),
    run: async ({ adapter }, { snare }) => adapter.tell({ snare: { ...snare, act: 'kill' } }),
  }),
  partialSuccess: kind({
    weight: 3,
    draw: (random) => ({ times: random.between(1, 3) }),
    run: ({ setSwitches }, { times }) =>
      setSwitches({ failNext: [{ path: 'SaveAllData', kind: 'refuse-rows', times }] }),
  }),
  loseAnswer: kind({
    weight: 5,
    draw: (random) => ({ kind: random.pick(LOST_ANSWERS), times: random.between(1, 2) }),
    run: ({ setSwitches }, fault) => setSwitches({ failNext: [{ path: 'SaveAllData', ...fault }] }),
  }),
  outage: kind({
    weight: 3,
    draw: (random) => ({
      path: random.pick(PATHS),
      kind: random.pick(OUTAGES),
      probability: random.pick([0.3, 0.7, 1]),
    }),
    run: ({ setSwitches }, fault) => setSwitches({ failRate: [fault] }),
  }),
  outageOver: kind({ weight: 4, draw: () => ({}), run: ({ setSwitches }) => setSwitches({ failRate: [] }) }),
  lateCommits: kind({
    weight: 5,
    draw: (random) => ({ lateCommitMs: random.pick([0, LATE_COMMIT_MS, LATE_COMMIT_MS]) }),
    run: ({ setSwitches }, late) => setSwitches(late),
  }),
  slowness: kind({
    weight: 4,
    draw: (random) => ({ medianMs: random.pick([0, 50, 150, 400]) }),
    run: ({ setSwitches }, { medianMs }) => setSwitches({ latency: { medianMs, p95Ms: medianMs * 2 } }),
  }),
  expireTokens: kind({ weight: 2, draw: () => ({}), run: ({ admin }) => admin('POST', '/tokens/expire') }),
  clockSkew: kind({
    weight: 1,
    draw: (random) => ({ clockSkewMs: random.between(-600_000, 600_000) }),
    run: ({ setSwitches }, skew) => setSwitches(skew),
  }),
  cutConnections: kind({
    weight: 2,
    draw: (random) => ({ every: random.between(1, 3) }),
    run: ({ shop }, { every }) =>
      shop.rows(sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'sync-worker' and pid % ${every} = 0`),
  }),
  databaseDown: kind({
    weight: 2,
    draw: (random) => ({ ms: random.between(50, 800) }),
    run: ({ shutDatabase }, { ms }) => shutDatabase(ms),
  }),
  brokerDown: kind({
    weight: 3,
    draw: (random) => ({ ms: random.between(50, 1_500) }),
    run: ({ shutBroker }, { ms }) => shutBroker(ms),
  }),
  // The same doorbell several times, and late ones after newer ones.
  strayDoorbells: kind({
    weight: 3,
    draw: (random) => ({
      bell: random.pick(DOORBELLS),
      times: random.between(1, 4),
      delayMs: random.pick([0, 0, 150]),
    }),
    run: async ({ bus }, { bell: { queue, ...message }, times, delayMs }) => {
      for (let time = 0; time < times; time += 1)
        await bus.publish(queue, { ...message, id: `stray-${queue}` }, { delayMs })
    },
  }),
  losePublications: kind({
    weight: 2,
    draw: (random) => ({ ...drawSeat(random), losePublications: random.between(1, 8) }),
    run: async ({ worker }, { seat, losePublications }) => worker(seat).tell({ losePublications }),
  }),
}
