import type { Database } from '@hybrid-store/database'
import type { MessageBus } from '@hybrid-store/messaging'
import { Cron } from 'croner'
import type { Logger } from 'pino'
import { type HeldLock, LOCK_SPACE, tryLock } from '../advisory-lock.ts'
import type { SyncConfig } from '../config.ts'
import { type EntityGroup, entityGroups } from '../pull/entity-groups.ts'
import { keepAlarms } from './alarms.ts'
import { QUEUE_OF_GROUP, ringPull, ringReconcile } from './doorbells.ts'
import { isReconcileOverdue } from './reconcile-overdue.ts'
import { sweep } from './sweep.ts'

/** How soon a reconciliation that is overdue is rung for again. */
const RECONCILE_AGAIN_MS = 3 * 60 * 60_000

export interface SchedulerDeps {
  db: Database
  bus: MessageBus
  logger: Logger
  config: Pick<SyncConfig, 'pullEveryMs' | 'sweepEveryMs' | 'reconcileCron' | 'invoiceWithinHours'>
}

export interface Scheduler {
  close(): Promise<void>
}

/**
 * Publishes doorbells at their times and holds no state. Of several schedulers one is the leader, by a lock that PostgreSQL
 * gives up when its process dies; the others look at every sweep whether it is free.
 */
export function createScheduler({ db, bus, logger, config }: SchedulerDeps): Scheduler {
  let leadership: HeldLock | null = null
  const rungAt = new Map<EntityGroup, number>()
  let reconciledAt = Number.NEGATIVE_INFINITY
  let running: Promise<void> | null = null
  const timer = setInterval(wake, config.sweepEveryMs)
  const nightly = new Cron(config.reconcileCron, { timezone: 'Asia/Tehran', unref: true }, () =>
    guard(async () => (leadership?.isHeld() ? ringReconcile(bus) : undefined)),
  )
  wake()

  return {
    close: async () => {
      clearInterval(timer)
      nightly.stop()
      await running
      await leadership?.release()
    },
  }

  // One turn at a time: a slow database must not pile up turns.
  function wake(): void {
    running ??= guard(turn).finally(() => {
      running = null
    })
  }

  async function turn(): Promise<void> {
    if (!leadership?.isHeld()) leadership = await tryLock(db, LOCK_SPACE.leader, 'scheduler')
    if (!leadership) return
    await sweep(db, bus)
    const due = entityGroups.filter(isDue)
    if (due.length === 0) return
    await ringPulls(due)
    await ringMissedReconcile()
    await keepAlarms(db, config)
  }

  // The machine of a small shop may sleep at night.
  async function ringMissedReconcile(): Promise<void> {
    if (performance.now() - reconciledAt < RECONCILE_AGAIN_MS || !(await isReconcileOverdue(db))) return
    reconciledAt = performance.now()
    await ringReconcile(bus)
  }

  function isDue(group: EntityGroup): boolean {
    return performance.now() - (rungAt.get(group) ?? Number.NEGATIVE_INFINITY) >= config.pullEveryMs[group]
  }

  // A doorbell that still waits needs no second one.
  async function ringPulls(groups: readonly EntityGroup[]): Promise<void> {
    const stats = await bus.stats()
    const waiting = new Set(stats.filter((queue) => queue.ready > 0).map((queue) => queue.queue))
    for (const group of groups.filter((group) => !waiting.has(QUEUE_OF_GROUP[group]))) {
      rungAt.set(group, performance.now())
      await ringPull(bus, group)
    }
  }

  async function guard(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      logger.warn({ err: error }, 'the scheduler could not do its turn; it tries again at the next')
    }
  }
}
