import { sql } from '@hybrid-store/database'
import { fail } from '@hybrid-store/kernel'
import { pullGroup } from '../../apps/sync-worker/src/pull/pull-group.ts'
import { createPusher } from '../../apps/sync-worker/src/push/create-pusher.ts'
import { orderLane } from '../../apps/sync-worker/src/push/order-lane.ts'
import { createTurn } from '../../apps/sync-worker/src/push/turns.ts'
import { createBreaker } from '../../apps/sync-worker/src/retry-error-manager/breaker.ts'
import { placeManyOrders } from '../../apps/sync-worker/test/many-orders.ts'
import { createSalesWorld, type SalesWorld } from '../../apps/sync-worker/test/sales-world.ts'
import startCluster from '../../packages/test-kit/src/cluster.setup.ts'
import { createOrdersStub } from '../sync-poison/orders-stub.ts'

const HOUR_MS = 3_600_000
/** An order is paid, and what is due is rung for, this often. */
const STEP_MS = 10_000

/** Figures of one hour without Mahak and of the time after it; half of the calls fail before they are sent, half after it. */
export async function downForAnHour() {
  const stopCluster = await startCluster()
  const world = await createSalesWorld()
  try {
    return await measure(world)
  } finally {
    await world.close()
    await stopCluster()
  }
}

async function measure(world: SalesWorld) {
  let now = 0
  let downUntil = HOUR_MS
  let probes = 0
  const mahak = createOrdersStub(null, '')
  world.mahak.saveRows = async (lists) => {
    if (now >= downUntil) return mahak.save(lists)
    probes += 1
    return fail({ code: 'unavailable', message: 'down', sent: probes % 2 === 0 })
  }
  const ring = createPusher({ ...world.worker(), breaker: createBreaker(() => now) }, createTurn(), orderLane)
  const pass = async () => {
    await ring()
    now += STEP_MS
    await world.later()
  }
  let paid = 0
  for (; now < downUntil; paid += 1) {
    await placeManyOrders(world.db, 1, [{ variantId: world.black, unitPrice: 9_000_000 }])
    await pass()
  }
  const down = await world.db.row<{ dead: number; attempts: number }>(
    sql`select count(*) filter (where state = 'dead') as dead, max(attempts) as attempts from sync.dirty`,
  )
  downUntil = now
  while (mahak.orders.size < paid && now < 2 * HOUR_MS) {
    await pullGroup(world.deps, 'orders')
    await pass()
  }
  return {
    ordersPaidMeanwhile: paid,
    callsMeanwhile: probes,
    deadMeanwhile: down?.dead,
    mostAttemptsCounted: down?.attempts,
    arrived: mahak.orders.size,
    doubled: [...mahak.orders.values()].filter((times) => times > 1).length,
    callsAfterwards: mahak.counts.calls,
    minutesUntilAllArrived: Math.round((now - downUntil) / 6_000) / 10,
  }
}
