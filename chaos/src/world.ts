import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { catalogMigrations } from '@hybrid-store/core/catalog'
import { customersMigrations } from '@hybrid-store/core/customers'
import { inventoryMigrations } from '@hybrid-store/core/inventory'
import { mediaMigrations } from '@hybrid-store/core/media'
import { ordersMigrations } from '@hybrid-store/core/orders'
import { paymentsMigrations } from '@hybrid-store/core/payments'
import { type Database, migrate, platformMigrations, raw, sql } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'
import { createMessageBus, type MessageBus, messagingMigrations, startOutboxRelay } from '@hybrid-store/messaging'
import { createMahakSimulator } from '@hybrid-store/simulator-mahak'
import { syncMigrations } from '@hybrid-store/sync-worker/migrations'
import { pino } from 'pino'
import { request } from 'undici'
import type { BrokerPlaces } from './broker.ts'
import type { WorkerStart } from './child/messages.ts'
import { addressOf, cloneDatabase, openEntrance } from './clone.ts'
import type { Pool } from './pool.ts'
import type { Program } from './program.ts'
import { seeded } from './random.ts'
import { createSeat, type Seat } from './seat.ts'
import { WORKER_SETTINGS } from './settings.ts'

/** Both sides of one seed with everything between them. */
export interface World {
  shop: Database
  /** The simulator's own database, for reading. */
  mahak: Database
  /** Unpaid and paid orders in the order of their placing. */
  orders: Id<'ord'>[]
  bus: MessageBus
  adapter: Seat
  workers: readonly Seat[]
  worker(seat: number): Seat
  accountant(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<void>
  admin(method: 'POST' | 'PUT', path: string, body?: object): Promise<void>
  setSwitches(switches: object): Promise<void>
  /** Cuts the workers off their broker for so long; of a bus on PostgreSQL nothing is cut. */
  shutBroker(ms: number): Promise<void>
  /** Cuts the workers off their database for so long, whatever they are doing there. */
  shutDatabase(ms: number): Promise<void>
  /** Ends everything and gives the two databases, to begin others with; without `keep` they are dropped. */
  close(options?: { keep: boolean }): Promise<Beginning>
}

const CATALOGUE = fileURLToPath(new URL('../catalogue.json', import.meta.url))

const SHOP = [
  platformMigrations,
  messagingMigrations,
  catalogMigrations,
  inventoryMigrations,
  customersMigrations,
  ordersMigrations,
  paymentsMigrations,
  mediaMigrations,
  syncMigrations,
]

/** Addresses of databases to begin with. */
export interface Beginning {
  shop: string
  mahak: string
}

/** An empty shop, and a Mahak that has yet to get its catalogue. */
export async function emptyBeginning(statement?: string): Promise<Beginning> {
  const shop = await cloneDatabase(addressOf('template1'))
  await migrate(shop, SHOP)
  if (statement) await shop.run(sql`${raw(statement)}`)
  const mahak = await cloneDatabase(addressOf('template1'))
  return { shop: await shop.keep(), mahak: await mahak.keep() }
}

/** What all seeds of a run share. */
export interface Surroundings {
  pool: Pool
  /** Without them the bus is always PostgreSQL. */
  brokers: BrokerPlaces | null
}

/** Both sides as copies of their beginning, with a simulator, an adapter and workers of their own. */
export async function createWorld(
  program: Program,
  { pool, brokers }: Surroundings,
  beginning: Beginning,
): Promise<World> {
  const broker = program.overRabbit ? await brokers?.take() : undefined
  const [shop, mahak] = await Promise.all([cloneDatabase(beginning.shop), cloneDatabase(beginning.mahak)])
  const entrance = await openEntrance(shop)
  const logger = pino({ level: 'silent' })
  const catalogue = { kind: 'file', path: CATALOGUE } as const
  const simulator = await createMahakSimulator({ databaseUrl: mahak.url, port: 0, logger, catalogue })
  const call =
    (base: string) =>
    (method: 'POST' | 'PUT' | 'DELETE', address: string, body: object = {}) =>
      ask(method, `${simulator.url}${base}${address}`, body)
  const admin = call('/admin')
  await admin('PUT', '/switches', program.behaviour)

  const bus = createMessageBus({
    database: shop,
    logger,
    ...(broker ? { amqpUrl: broker.url, namespace: broker.namespace } : {}),
  })
  const relay = program.relay ? await startOutboxRelay({ database: shop, bus, logger }) : null
  const objectsDir = await mkdtemp(path.join(tmpdir(), 'chaos-'))
  const seats = await openSeats(program, pool, {
    databaseUrl: entrance.url,
    mahakUrl: simulator.url,
    objectsDir,
    broker: broker ? { amqpUrl: broker.workersUrl, namespace: broker.namespace } : {},
  })
  const workers = seats.workers
  return {
    shop,
    mahak,
    orders: [],
    bus,
    ...seats,
    worker: (seat) => workers[seat % workers.length] ?? seats.adapter,
    accountant: call('/desktop/api'),
    admin,
    setSwitches: (switches) => admin('PUT', '/switches', switches),
    shutBroker: async (ms) => broker?.shut(ms),
    shutDatabase: entrance.shut,
    close: async ({ keep } = { keep: false }) => {
      await Promise.all([...workers, seats.adapter].map((seat) => seat.close()))
      await relay?.close()
      await bus.close()
      await simulator.close()
      await rm(objectsDir, { recursive: true, force: true })
      await Promise.all([shop, mahak].map((database) => (keep ? database.keep() : database.close())))
      await entrance.close()
      if (broker) brokers?.giveBack(broker)
      return { shop: shop.url, mahak: mahak.url }
    },
  }
}

async function openSeats(
  { seed, workers }: Program,
  pool: Pool,
  where: Pick<WorkerStart, 'databaseUrl' | 'objectsDir' | 'broker'> & { mahakUrl: string },
): Promise<{ adapter: Seat; workers: Seat[] }> {
  const random = seeded(seed + 0x5ea7)
  const emptyMs = () => random.between(0, 250)
  const adapter = await createSeat({
    pool,
    emptyMs,
    start: (port) => ({ role: 'adapter', port, mahakUrl: where.mahakUrl }),
  })
  const start = () =>
    ({
      role: 'worker',
      databaseUrl: where.databaseUrl,
      adapterUrl: `http://127.0.0.1:${adapter.port()}`,
      objectsDir: where.objectsDir,
      broker: where.broker,
      settings: { ...WORKER_SETTINGS },
    }) as const
  return {
    adapter,
    workers: await Promise.all(Array.from({ length: workers }, () => createSeat({ pool, emptyMs, start }))),
  }
}

/** What the other side refuses (an order that is an invoice already, say) is no fault of a program drawn at random. */
async function ask(method: 'POST' | 'PUT' | 'DELETE', url: string, body: object): Promise<void> {
  const answer = await request(url, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await answer.body.text()
  if (answer.statusCode >= 400 && answer.statusCode !== 404 && answer.statusCode !== 409)
    throw new Error(`${method} ${url} was answered ${answer.statusCode}: ${text}`)
}
