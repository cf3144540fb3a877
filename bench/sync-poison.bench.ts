// Ten thousand paid orders, one of which Mahak cannot digest: it refuses its rows, refuses every call it is in (400), or fails
// at every such call (500). The real worker and PostgreSQL; Mahak is a stub that counts calls. The reference has no poison.
import { writeFileSync } from 'node:fs'
import { sql } from '@hybrid-store/database'
import { pullGroup } from '../apps/sync-worker/src/pull/pull-group.ts'
import { createPusher } from '../apps/sync-worker/src/push/create-pusher.ts'
import { orderLane } from '../apps/sync-worker/src/push/order-lane.ts'
import { createTurn } from '../apps/sync-worker/src/push/turns.ts'
import { placeManyOrders } from '../apps/sync-worker/test/many-orders.ts'
import { createSalesWorld } from '../apps/sync-worker/test/sales-world.ts'
import startCluster from '../packages/test-kit/src/cluster.setup.ts'
import { createOrdersStub, type Poison } from './sync-poison/orders-stub.ts'

const ORDERS = Number(process.env.ORDERS ?? 10_000)
/** Of one poison among the records of one call; the rounds of its own attempts until it is given up come after it is found. */
const MOST_ROUNDS = 400

const stopCluster = await startCluster()
const world = await createSalesWorld()
try {
  const reference = await run(null)
  const refusedRow = await run('refuses its rows')
  const refusedCall = await run('refuses its call')
  const failedCall = await run('fails at its call')
  const figures = {
    orders: ORDERS,
    saveBatch: world.deps.config.saveBatch,
    reference,
    refusedRow,
    refusedCall,
    failedCall,
  }
  console.log(JSON.stringify(figures, null, 2))
  writeFileSync(new URL('./results/sync-poison.json', import.meta.url), `${JSON.stringify(figures, null, 2)}\n`)
} finally {
  await world.close()
  await stopCluster()
}

async function run(poison: Poison | null) {
  await world.reset()
  const orders = await placeManyOrders(world.db, ORDERS, [{ variantId: world.black, unitPrice: 9_000_000 }])
  const row = await world.db.row<{ number: number }>(
    sql`select number from orders."order" where id = ${orders[Math.floor(ORDERS / 2)] ?? ''}`,
  )
  const mahak = createOrdersStub(poison, `سفارش سایت ${row?.number}`)
  world.mahak.saveRows = mahak.save
  const ring = createPusher(world.worker(), createTurn(), orderLane)
  const started = performance.now()
  const isSettled = async () => (await world.dirty()).every(({ state }) => state === 'dead')
  let sent: { seconds: number; calls: number } | undefined
  for (let round = 0; round < MOST_ROUNDS && !(await isSettled()); round += 1) {
    await ring()
    if ((await missing(orders)) <= (poison ? 1 : 0))
      sent ??= { seconds: secondsSince(started), calls: mahak.counts.calls }
    await pullGroup(world.deps, 'orders')
    if (sent) await sellToSomebodyElse()
    await world.later()
  }
  const parked = await world.db.rows<{ number: number; message: string; detail: string }>(sql`
    select o.number, i.message, i.detail from sync.dirty d join orders."order" o on o.id = d.local_id
      join sync.issue i on i.entity = d.entity and i.record_id = d.local_id and i.status = 'open'
    where d.state = 'dead' order by i.id`)
  return {
    arrived: orders.length - (await missing(orders)),
    doubled: [...mahak.orders.values()].filter((times) => times > 1).length,
    callsUntilOthersArrived: sent?.calls,
    extraCallsUntilFound: mahak.counts.searching,
    mostExtraCalls: 2 * Math.log2(world.deps.config.saveBatch),
    itsOwnAttempts: mahak.counts.alone,
    secondsUntilOthersArrived: sent?.seconds,
    parked: new Set(parked.map(({ number }) => number)).size,
    reason: parked[0] ? `${parked[0].message} (${parked[0].detail})` : null,
  }
}

/** Shows that Mahak is well, as other orders do in a shop that is open. */
async function sellToSomebodyElse(): Promise<void> {
  await placeManyOrders(world.db, 1, [{ variantId: world.black, unitPrice: 9_000_000 }])
}

async function missing(orders: readonly string[]): Promise<number> {
  const row = await world.db.row<{ n: number }>(sql`
    select count(*) as n from orders."order" where id = any(${orders}::text[]) and books_state <> 'accepted'`)
  return row?.n ?? 0
}

function secondsSince(started: number): number {
  return Math.round((performance.now() - started) / 100) / 10
}
