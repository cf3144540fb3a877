import type { Queryable } from '@hybrid-store/database'
import type { MessageBus, QueueStats } from '@hybrid-store/messaging'
import { cachedFor } from '@hybrid-store/observability'
import type { Logger } from 'pino'
import { Gauge, type Registry } from 'prom-client'
import { readSyncFigures, type SyncFigures } from './sync-figures.repository.ts'

/** However hot the scraper, PostgreSQL and the broker are asked no more often. */
const KEPT_MS = 5_000

interface Figures extends SyncFigures {
  queues: QueueStats[]
}

/** One value of a gauge, with the values of its labels in their order. */
type Sample = readonly [value: number, ...labels: string[]]

interface GaugeOfFigures {
  name: string
  help: string
  labels: readonly string[]
  samples(figures: Figures): readonly Sample[]
}

/**
 * Adds what PostgreSQL and the bus know of the exchange, read at scrape time. While they cannot be read these gauges have no
 * values and `store_sync_figures_readable` is 0; the other metrics of the process are told all the same.
 */
export function addSyncGauges(
  registry: Registry,
  { db, bus, logger }: { db: Queryable; bus: Pick<MessageBus, 'stats'>; logger: Logger },
): void {
  const read = cachedFor(KEPT_MS, async (): Promise<Figures | null> => {
    try {
      const [figures, queues] = await Promise.all([readSyncFigures(db), bus.stats()])
      return { ...figures, queues }
    } catch (error) {
      logger.warn({ err: error }, 'the figures of the exchange cannot be read')
      return null
    }
  })
  for (const { name, help, labels, samples } of GAUGES) {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames: labels,
      registers: [registry],
      collect: async () => {
        const figures = await read()
        gauge.reset()
        // Without labels a reset leaves a 0, which would be taken for a figure.
        if (labels.length === 0) gauge.remove()
        for (const [value, ...values] of figures ? samples(figures) : []) gauge.labels(...values).set(value)
      },
    })
  }
  const readable: Gauge = new Gauge({
    name: 'store_sync_figures_readable',
    help: '1 if PostgreSQL and the bus told the figures of this scrape.',
    registers: [registry],
    collect: async () => readable.set((await read()) ? 1 : 0),
  })
}

const GAUGES: readonly GaugeOfFigures[] = [
  {
    name: 'store_sync_waiting_records',
    help: 'Changed records that are not yet in the books; dead and ignored ones are blocked until a person acts or they change.',
    labels: ['entity', 'state'],
    samples: ({ waiting }) => waiting.map(({ entity, state, records }) => [records, entity, state]),
  },
  {
    name: 'store_sync_waiting_oldest_seconds',
    help: 'Age of the oldest change that is not yet in the books.',
    labels: ['entity', 'state'],
    samples: ({ waiting }) => waiting.map(({ entity, state, oldestSeconds }) => [oldestSeconds, entity, state]),
  },
  {
    name: 'store_sync_retrying_records',
    help: 'Waiting records that have failed at least once.',
    labels: ['entity', 'state'],
    samples: ({ waiting }) => waiting.map(({ entity, state, retrying }) => [retrying, entity, state]),
  },
  {
    name: 'store_sync_watermark_safe_version',
    help: 'RowVersion up to which everything has been read for certain.',
    labels: ['entity'],
    samples: ({ readings }) => readings.map(({ entity, safeVersion }) => [safeVersion, entity]),
  },
  {
    name: 'store_sync_watermark_seen_version',
    help: 'Largest RowVersion ever seen.',
    labels: ['entity'],
    samples: ({ readings }) => readings.map(({ entity, seenVersion }) => [seenVersion, entity]),
  },
  {
    name: 'store_sync_watermark_unsettled_versions',
    help: 'Versions seen and not yet certain: seen minus safe.',
    labels: ['entity'],
    samples: ({ readings }) => readings.map((reading) => [reading.seenVersion - reading.safeVersion, reading.entity]),
  },
  {
    name: 'store_sync_pull_age_seconds',
    help: 'Time since the last complete reading.',
    labels: ['entity'],
    samples: ({ readings }) =>
      readings.flatMap(({ entity, ageSeconds }): Sample[] => (ageSeconds === null ? [] : [[ageSeconds, entity]])),
  },
  {
    name: 'store_sync_known_rows',
    help: 'Rows of Mahak that were ever read.',
    labels: ['entity'],
    samples: ({ readings }) => readings.map(({ entity, rows }) => [rows, entity]),
  },
  {
    name: 'store_sync_late_rows',
    help: 'Rows that turned up below a version that was taken for certain.',
    labels: ['entity'],
    samples: ({ readings }) => readings.map(({ entity, lateRows }) => [lateRows, entity]),
  },
  {
    name: 'store_sync_orphan_rows',
    help: 'Rows of Mahak that wait for the row they hang on.',
    labels: ['entity'],
    samples: ({ orphans }) => orphans.map(({ entity, rows }) => [rows, entity]),
  },
  {
    name: 'store_sync_open_issues',
    help: 'Issues that want a person.',
    labels: ['class'],
    samples: ({ issues }) => issues.map((group) => [group.issues, group.class]),
  },
  {
    name: 'store_sync_open_conflicts',
    help: 'Fields both sides changed, settled by a rule and not looked at by a person.',
    labels: ['entity'],
    samples: (figures) => figures.conflicts.map(({ entity, conflicts }) => [conflicts, entity]),
  },
  {
    name: 'store_sync_uncertain_records',
    help: 'Sendings without an answer that wait for the reading that settles them.',
    labels: [],
    samples: ({ uncertain }) => [[uncertain]],
  },
  {
    name: 'store_sync_unconfirmed_orders',
    help: 'Orders that Mahak has accepted and the desktop has made no invoice of.',
    labels: [],
    samples: ({ unconfirmedOrders }) => [[unconfirmedOrders]],
  },
  {
    name: 'store_sync_credit_days',
    help: 'Days left of the subscription to Mahak.',
    labels: [],
    samples: ({ creditDays }) => (creditDays === null ? [] : [[creditDays]]),
  },
  {
    name: 'store_messages',
    help: 'Messages of the bus; dead ones are dead letters.',
    labels: ['queue', 'state'],
    samples: ({ queues }) =>
      queues.flatMap(({ queue, ready, leased, delayed, dead }): Sample[] => [
        [ready, queue, 'ready'],
        [leased, queue, 'leased'],
        [delayed, queue, 'delayed'],
        [dead, queue, 'dead'],
      ]),
  },
]
