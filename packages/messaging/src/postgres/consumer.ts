import type { Database } from '@hybrid-store/database'
import { z } from 'zod'
import type { BusLogger, Consumer, Message, MessageHandler } from '../message-bus.ts'
import { errorText, type Outcome, type RetryPolicy, runHandler } from '../retry-policy.ts'
import { createAlarm } from './alarm.ts'
import {
  buryJob,
  type ClaimedJob,
  claimJobs,
  finishJob,
  nextDueInMs,
  postponeJob,
  releaseJobs,
} from './jobs.repository.ts'
import { keepLeases } from './lease-keeper.ts'

export interface ConsumerOptions {
  db: Database
  /** Name in the table, with the namespace. */
  queue: string
  prefetch: number
  handler: MessageHandler
  policy: RetryPolicy
  leaseMs: number
  /** The longest a due job can go unseen when a notification was lost. */
  pollMs: number
  logger: BusLogger
}

export interface PostgresConsumer extends Consumer {
  /** Looks for work now. */
  wake(): void
  /** Gives up the handlers that still run: their messages are due for others at once. */
  abandon(): Promise<void>
}

/** Claims due jobs and runs `handler` on them, at most `prefetch` at a time, until it is closed. */
export function startConsumer(options: ConsumerOptions): PostgresConsumer {
  const { db, queue, prefetch, leaseMs, logger } = options
  const held = new Set<ClaimedJob>()
  const running = new Set<Promise<void>>()
  const alarm = createAlarm()
  const leases = keepLeases(db, held, leaseMs, logger)
  let closing = false

  const start = (job: ClaimedJob) => {
    held.add(job)
    const work = workOff(options, job).finally(() => {
      held.delete(job)
      running.delete(work)
      alarm.ring()
    })
    running.add(work)
  }
  const takeAndWait = async () => {
    const free = prefetch - running.size
    const jobs = free > 0 ? await claimJobs(db, queue, free, leaseMs) : []
    for (const job of jobs) start(job)
    if (free > 0 && jobs.length === free) return
    await alarm.wait(free > 0 ? await idleMs(options) : options.pollMs)
  }
  const loop = (async () => {
    while (!closing) {
      await takeAndWait().catch(async (error: unknown) => {
        logger.warn({ queue, error: errorText(error) }, 'the queue could not be read')
        await alarm.wait(options.pollMs)
      })
    }
  })()

  return {
    wake: alarm.ring,
    async abandon() {
      leases.stop()
      await releaseJobs(db, [...held])
    },
    async close() {
      closing = true
      alarm.ring()
      await loop
      await Promise.allSettled(running)
      leases.stop()
    },
  }
}

async function idleMs({ db, queue, pollMs }: ConsumerOptions): Promise<number> {
  const next = await nextDueInMs(db, queue)
  return Math.max(0, Math.min(next ?? pollMs, pollMs))
}

/** Never rejects: what cannot be written down leaves the lease to run out, and the job comes back. */
async function workOff(options: ConsumerOptions, job: ClaimedJob): Promise<void> {
  const { db, queue, handler, policy, logger } = options
  try {
    const message = readMessage(job)
    const outcome: Outcome = message
      ? await runHandler(handler, message, policy)
      : { kind: 'dead', reason: 'unreadable: the body is no JSON object' }
    const written = await writeOutcome(db, job, outcome)
    if (!written) logger.warn({ queue, message: job.messageId }, 'the lease ran out before the handler was done')
    if (outcome.kind === 'dead')
      logger.error({ queue, message: job.messageId, reason: outcome.reason }, 'message is dead')
  } catch (error) {
    logger.warn(
      { queue, message: job.messageId, error: errorText(error) },
      'the outcome of a message could not be written',
    )
  }
}

function writeOutcome(db: Database, job: ClaimedJob, outcome: Outcome): Promise<boolean> {
  if (outcome.kind === 'done') return finishJob(db, job)
  if (outcome.kind === 'dead') return buryJob(db, job, outcome.reason)
  return postponeJob(db, job, outcome.delayMs, outcome.why)
}

const bodySchema = z.record(z.string(), z.unknown())

function readMessage(job: ClaimedJob): Message | null {
  const body = bodySchema.safeParse(job.body)
  if (!body.success) return null
  return {
    id: job.messageId,
    type: job.type,
    body: body.data,
    attempt: job.attempts,
    enqueuedAt: job.enqueuedAt.toISOString(),
    traceparent: job.traceparent ?? undefined,
  }
}
