import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Database } from '@hybrid-store/database'
import type { Clock } from '@hybrid-store/kernel'
import type { Consumer, Message, MessageBus, QueueName, Verdict } from '@hybrid-store/messaging'
import type { ObjectStore } from '@hybrid-store/object-store'
import type { Metrics } from '@hybrid-store/observability'
import type { Logger } from 'pino'
import { Registry } from 'prom-client'
import { LOCK_SPACE, tryLock } from './advisory-lock.ts'
import type { SyncConfig } from './config.ts'
import { solveDispute } from './dispute/solve-dispute.ts'
import { makePlan } from './dry-run/make-plan.ts'
import { housekeeping } from './housekeeping.ts'
import type { DisputePort, MahakPort } from './mahak-port.ts'
import { meteredMahak } from './metrics/metered-mahak.ts'
import { addSyncGauges } from './metrics/sync-gauges.ts'
import { createSyncMeters } from './metrics/sync-meters.ts'
import { type EntityGroup, entityGroups } from './pull/entity-groups.ts'
import { fetchPictures } from './pull/fetch-pictures.ts'
import { type PullOutcome, pullGroup } from './pull/pull-group.ts'
import { createPusher } from './push/create-pusher.ts'
import type { DrainOutcome } from './push/drain.ts'
import type { Lane } from './push/lane.ts'
import { LANES } from './push/lanes.ts'
import { raiseClientIds } from './push/outgoing-links.repository.ts'
import { createTurn } from './push/turns.ts'
import { reconcile } from './reconcile/reconcile.ts'
import { createBreaker } from './retry-error-manager/breaker.ts'
import { disputeBody, dryRunBody, pullBody, ringDrain, ringPull } from './scheduler/doorbells.ts'

export interface SyncWorkerDeps {
  db: Database
  bus: MessageBus
  mahak: MahakPort & DisputePort
  objects: ObjectStore
  clock: Clock
  logger: Logger
  config: SyncConfig
  /** Where the worker tells what it does. */
  metrics?: Pick<Metrics, 'registry'>
}

export interface SyncWorker {
  /** Takes nothing new, finishes the calls that are running and gives back what it holds. */
  close(): Promise<void>
}

/** Starts consuming all sync queues. Several workers may run at once; leases and locks keep them apart. */
export async function createSyncWorker(deps: SyncWorkerDeps): Promise<SyncWorker> {
  const { db, bus, config, logger, metrics } = deps
  const meters = createSyncMeters(metrics?.registry ?? new Registry())
  if (metrics) addSyncGauges(metrics.registry, { db, bus, logger })
  await raiseClientIds(db, config.clientIdBase)
  const workerId = `${hostname()}:${process.pid}:${randomUUID()}`
  let alive = await tryLock(db, LOCK_SPACE.worker, workerId)
  let closing = false
  const breaker = createBreaker()
  meters.watch(breaker)
  const parts = { ...deps, mahak: meteredMahak(deps.mahak, meters), workerId, breaker, closing: () => closing }

  const pull = async (group: EntityGroup, full = false): Promise<PullOutcome> => {
    if (closing) return { kind: 'incomplete', reason: 'the worker is closing' }
    const outcome = await pullGroup(parts, group, { full })
    if (outcome.kind === 'complete') {
      meters.rowsChanged.inc({ group }, outcome.changed)
      meters.rowsApplied.inc({ group }, outcome.applied)
    }
    if (group === 'pictures' && (await fetchPictures(parts)).more) await ringPull(bus, 'pictures')
    return outcome
  }
  const backlogTurn = createTurn()
  const orders = createPusher(parts, backlogTurn, ...LANES.order)
  const customers = createPusher(parts, backlogTurn, ...LANES.customer)
  const goods = createPusher(parts, backlogTurn, ...LANES.product)
  // Two of each: one sends the backlog, the other what comes meanwhile.
  const consumers = await Promise.all([
    bus.consume('order_sync_request', { prefetch: 2 }, () => push('order', orders)),
    bus.consume('customer_sync_request', { prefetch: 2 }, () => push('customer', customers)),
    consumePulls('catalog_sync_request', 2, () => push('product', goods)),
    consumePulls('inventory_sync_request', 1),
    consumePulls('pull_sync_request', 1),
    bus.consume('reconcile_sync_request', { prefetch: 1 }, compareSides),
  ])

  return {
    close: async () => {
      closing = true
      await Promise.all(consumers.map((consumer) => consumer.close()))
      await alive?.release()
    },
  }

  async function compareSides({ type, body }: Message): Promise<Verdict> {
    if (closing) return { retry: 'the worker is closing' }
    if (type === 'sync.dispute') return dispute(body)
    return type === 'sync.dry_run' ? dryRun(body) : compareAll()
  }

  async function dispute(body: Message['body']): Promise<Verdict> {
    const wanted = disputeBody.safeParse(body)
    if (!wanted.success) return { dead: 'the doorbell names no dispute' }
    const solved = await solveDispute(parts, wanted.data)
    if (!solved.ok) return { retry: solved.error.code }
    await ringPull(bus, solved.value)
    return { ack: true }
  }

  // One that failed says why; whoever asked asks again.
  async function dryRun(body: Message['body']): Promise<Verdict> {
    const wanted = dryRunBody.safeParse(body)
    if (!wanted.success) return { dead: 'the doorbell names no plan' }
    await makePlan(parts, wanted.data.planId)
    return { ack: true }
  }

  // Rung once a day, so what could not be read now must not wait for tomorrow.
  async function compareAll(): Promise<Verdict> {
    const outcome = await reconcile(parts, (group) => pull(group, true))
    await housekeeping(db)
    if (outcome.kind === 'busy' || outcome.notRead.length === 0) return { ack: true }
    return { retry: `not read in full: ${outcome.notRead.join(', ')}` }
  }

  // Goods go both ways through one queue; the doorbell says which way is meant.
  function consumePulls(queue: QueueName, prefetch: number, drainGoods?: () => Promise<void>): Promise<Consumer> {
    return bus.consume(queue, { prefetch }, async (message): Promise<Verdict> => {
      if (drainGoods && message.type === 'sync.drain') {
        await drainGoods()
        return { ack: true }
      }
      const body = pullBody.safeParse(message.body)
      if (!body.success) return { dead: 'the doorbell names no group of entities' }
      for (const group of body.data.group ? [body.data.group] : entityGroups) await pull(group)
      return { ack: true }
    })
  }

  // Leases count only while the lock shows that their holder lives, so it is taken again if its connection broke. What failed
  // comes back by the retry queues, not before the next step of theirs; the sweep is for doorbells that got lost.
  async function push(entity: Lane['entity'], send: () => Promise<DrainOutcome>): Promise<void> {
    if (!alive?.isHeld()) alive = await tryLock(db, LOCK_SPACE.worker, workerId)
    const { again } = await send()
    if (again !== undefined) await ringDrain(bus, entity, again)
  }
}
