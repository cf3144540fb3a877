import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createDatabase, type Database, migrate, platformMigrations, sql } from '@hybrid-store/database'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@hybrid-store/database/embedded'
import { createMessageBus, type MessageBus } from '@hybrid-store/messaging'
import { createDiskObjectStore } from '@hybrid-store/object-store'
import { eventually } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { raiseClientIds } from '../../src/push/outgoing-links.repository.ts'
import { createScheduler, type Scheduler } from '../../src/scheduler/create-scheduler.ts'
import { createSyncWorker, type SyncWorker } from '../../src/worker.ts'
import { placeManyOrders } from '../many-orders.ts'
import { createSalesWorld, drainBoth } from '../sales-world.ts'
import {
  asset,
  createWorld,
  everyGroup,
  localIdOf,
  openBooks,
  placeOrder,
  SHOP_MIGRATIONS,
  type World,
} from '../world.ts'

let folder: string
let postgres: EmbeddedPostgres
let world: World
let bus: MessageBus
let worker: SyncWorker
let scheduler: Scheduler
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sync-database-'))
  await chmod(folder, 0o755)
  postgres = await startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres'), throwaway: true })
  const url = await postgres.database('shop')
  const db = createDatabase({ url, applicationName: 'sync-worker', onError: () => undefined })
  await migrate(db, [platformMigrations, ...SHOP_MIGRATIONS])
  world = await createWorld({}, Object.assign(Object.create(db) as Database, { url }))
  openBooks(world.mahak)
  world.mahak.put('ProductDetailStoreAssets', asset(31000001, 9200001, 1200, 500))
  await world.pullAll()
  await world.pullAll()
  const { logger, config } = world.deps
  bus = createMessageBus({ database: db, logger, namespace: 'test' })
  worker = await createSyncWorker({
    ...world.deps,
    mahak: world.mahak,
    bus,
    objects: createDiskObjectStore({ root: folder }),
  })
  const often = { ...config, pullEveryMs: everyGroup(200), sweepEveryMs: 50 }
  scheduler = createScheduler({ db, bus, logger, config: often })
})
afterAll(async () => {
  await scheduler?.close()
  await worker?.close()
  await bus?.close()
  await world?.close()
  await postgres?.stop()
  await rm(folder, { recursive: true, force: true })
})

/** PostgreSQL takes the death of one of its processes for damage: it ends all others at once and recovers from its log. */
async function crash(): Promise<void> {
  const row = await world.db.row<{ pid: number }>(
    sql`select pid from pg_stat_activity where backend_type = 'background writer'`,
  )
  if (!row) throw new Error('PostgreSQL has no background writer')
  process.kill(row.pid, 'SIGKILL')
}
const cut = () =>
  world.db
    .rows(sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sync-worker'`)
    .catch(() => undefined)

test.each<[string, () => Promise<unknown>]>([
  ['restarts at once', crash],
  ['ends all connections', cut],
])(
  'P16: the database %s while orders are on their way, and each is at Mahak once',
  async (_, accident) => {
    const before = world.mahak.list('Orders').length
    const save = world.mahak.saveRows.bind(world.mahak)
    let calls = 0
    world.mahak.saveRows = async (lists) => {
      calls += 1
      if (calls === 2) await accident()
      return save(lists)
    }
    const variantId = await localIdOf(world.db, 'ProductDetails', 9200001)
    await placeManyOrders(world.db, 30, [{ variantId, unitPrice: 9_000_000 }])
    const waiting = async () => (await world.db.rows(sql`select from sync.dirty`).catch(() => [null])).length
    await eventually(async () => calls >= 2 && (await waiting()) === 0, { timeoutMs: 45_000, what: 'all to be sent' })
    world.mahak.saveRows = save
    for (const entity of ['Orders', 'OrderDetails', 'Receipts', 'Cheques', 'People', 'VisitorPeople'] as const)
      expect(world.mahak.list(entity)).toHaveLength(before + 30)
    const states = await world.db.rows(sql`select distinct books_state as state from orders."order"`)
    expect(states).toEqual([{ state: 'accepted' }])
  },
  60_000,
)

test('P16: orders that only Mahak remembers after the database came back without its last moments are told of', async () => {
  const before = await createSalesWorld()
  const lagging = await createWorld()
  try {
    await before.buy()
    await drainBoth(before.worker())
    const [sent] = before.mahak.list('Orders')

    await lagging.pullAllFrom(before.mahak)
    const issues = () =>
      lagging.db.rows(sql`select entity, record_id as id, code, status from sync.issue where code = 'unknown_to_shop'`)
    expect(await issues()).toEqual([
      { entity: 'Orders', id: String(sent?.OrderId), code: 'unknown_to_shop', status: 'open' },
    ])

    // CLIENT_ID_BASE is to be raised then, so that no number is given out twice.
    await raiseClientIds(lagging.db, 6_000_000_000_000)
    const variantId = await localIdOf(lagging.db, 'ProductDetails', 9200001)
    await placeOrder(lagging.db, { mobile: '+989351110000', lines: [{ variantId, unitPrice: 9_000_000, quantity: 1 }] })
    await drainBoth({ ...before.worker('restored'), ...lagging.deps, mahak: before.mahak })
    expect(before.mahak.list('Orders')).toHaveLength(2)
    expect(before.mahak.list('Orders')[0]).toEqual(sent)
    await lagging.pullAllFrom(before.mahak)
    expect(await issues()).toHaveLength(1)
  } finally {
    await lagging.close()
    await before.close()
  }
})
