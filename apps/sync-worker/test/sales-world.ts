import { sql } from '@hybrid-store/database'
import { customerLane } from '../src/push/customer-lane.ts'
import { type DrainOutcome, drain } from '../src/push/drain.ts'
import { orderLane } from '../src/push/order-lane.ts'
import { raiseClientIds } from '../src/push/outgoing-links.repository.ts'
import type { PushDeps } from '../src/push/push-deps.ts'
import { asset, createWorld, localIdOf, openBooks, placeOrder, type World } from './world.ts'

/** What a sale is made of at Mahak. */
const SALE = [
  'People',
  'VisitorPeople',
  'PersonAddresses',
  'Orders',
  'OrderDetails',
  'Receipts',
  'Cheques',
  'Payments',
  'PaymentCheques',
] as const

/** What one order of `buy` is at Mahak. */
export const ONE_ORDER = { people: 1, visitorPeople: 1, orders: 1, details: 2, receipts: 1, cheques: 1 }

/** A world whose goods have been pulled, with short words for selling and pushing. */
export async function createSalesWorld() {
  const world = await createWorld()
  const { db, mahak } = world
  openBooks(mahak)
  mahak.put('ProductDetailStoreAssets', asset(31000001, 9200001, 1200, 500), asset(31000002, 9200002, 1200, 500))
  await world.pullAll()
  await world.pullAll()
  await raiseClientIds(db, 5_000_000_000_000)
  const black = await localIdOf(db, 'ProductDetails', 9200001)
  const white = await localIdOf(db, 'ProductDetails', 9200002)
  const save = mahak.saveRows.bind(mahak)

  return {
    ...world,
    black,
    save,
    /** A worker of its own. Its breaker never opens: outages are tested apart. */
    worker: (workerId = 'worker-1'): PushDeps => ({
      ...world.deps,
      workerId,
      breaker: {
        isClosed: () => true,
        pauseMs: () => 0,
        isProbing: () => false,
        succeeded: () => undefined,
        failed: () => undefined,
      },
      closing: () => false,
    }),
    buy: (mobile = '+989121234567', onDelivery = false) =>
      placeOrder(db, {
        mobile,
        onDelivery,
        lines: [
          { variantId: black, unitPrice: 9_000_000, quantity: 2 },
          { variantId: white, unitPrice: 8_500_000, quantity: 1 },
        ],
      }),
    counts: () => ({
      people: mahak.list('People').length,
      visitorPeople: mahak.list('VisitorPeople').length,
      orders: mahak.list('Orders').length,
      details: mahak.list('OrderDetails').length,
      receipts: mahak.list('Receipts').length,
      cheques: mahak.list('Cheques').length,
    }),
    dirty: () =>
      db.rows<{ entity: string; state: string; attempts: number }>(
        sql`select entity, state, attempts from sync.dirty order by entity, first_at`,
      ),
    issues: () =>
      db.rows<{ code: string; field: string; status: string }>(
        sql`select code, field, status from sync.issue order by id`,
      ),
    booksState: async (id: string) =>
      (await db.row<{ state: string }>(sql`select books_state as state from orders."order" where id = ${id}`))?.state,
    /** Lets the time of retries and leases pass without waiting for it. */
    later: () => db.run(sql`update sync.dirty set not_before = now(), lease_until = null where state = 'dirty'`),
    /** No sale has ever happened. */
    reset: () => reset(world, save),
  }
}

export type SalesWorld = Awaited<ReturnType<typeof createSalesWorld>>

export async function drainBoth(deps: PushDeps): Promise<DrainOutcome> {
  await drain(deps, customerLane)
  return drain(deps, orderLane)
}

async function reset({ db, mahak }: World, save: World['mahak']['saveRows']): Promise<void> {
  for (const entity of SALE) mahak.table(entity).clear()
  mahak.saves.length = 0
  mahak.faults = []
  mahak.saveRows = save
  await db.run(sql`
    truncate customers.customer, orders.order_line, orders."order", payments.event, payments.payment,
      inventory.reservation, sync.dirty, sync.issue, sync.attempt, sync.orphan cascade`)
  await db.run(sql`delete from sync.link where entity = any(${[...SALE]}::text[])`)
  await db.run(sql`delete from sync.mirror where entity = any(${[...SALE]}::text[])`)
  await db.run(sql`update inventory.level set pending = 0, reserved = 0`)
}
