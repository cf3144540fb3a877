import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import type { Breaker } from '../retry-error-manager/breaker.ts'

/** What the worker counts while it works; it begins at 0 with each process. */
export type SyncMeters = ReturnType<typeof createSyncMeters>

/** Seconds: from a quick question to the reading of a whole catalogue. */
const CALL_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300]

export function createSyncMeters(registry: Registry) {
  const registers = [registry]
  const skew = new Gauge({
    name: 'store_mahak_clock_skew_seconds',
    help: "Mahak's clock minus ours, as it was told last.",
    registers,
  })
  // Until Mahak has told its time there is nothing to tell.
  skew.remove()
  return {
    calls: new Histogram({
      name: 'store_mahak_call_seconds',
      help: 'Calls to Mahak by the adapter, by kind and outcome (ok or the code of the failure).',
      labelNames: ['kind', 'outcome'] as const,
      buckets: CALL_SECONDS,
      registers,
    }),
    skew,
    rowsRead: new Counter({
      name: 'store_sync_rows_read_total',
      help: 'Rows that Mahak has sent, known ones included.',
      labelNames: ['entity'] as const,
      registers,
    }),
    rowsChanged: new Counter({
      name: 'store_sync_rows_changed_total',
      help: 'Rows read that differed from what was known.',
      labelNames: ['group'] as const,
      registers,
    }),
    rowsApplied: new Counter({
      name: 'store_sync_rows_applied_total',
      help: 'Rows of Mahak taken over into the shop, with those that waited from earlier readings.',
      labelNames: ['group'] as const,
      registers,
    }),
    rowsSent: new Counter({
      name: 'store_sync_rows_sent_total',
      help: 'Rows sent to Mahak, whatever it answered.',
      labelNames: ['list'] as const,
      registers,
    }),
    rowsAnswered: new Counter({
      name: 'store_sync_rows_answered_total',
      help: 'Fates of the rows sent, as Mahak told them.',
      labelNames: ['list', 'outcome'] as const,
      registers,
    }),
    /** Tells whether the breaker lets calls through. */
    watch: (breaker: Pick<Breaker, 'isClosed' | 'isProbing'>): void => {
      const state: Gauge = new Gauge({
        name: 'store_sync_breaker_state',
        help: '0 closed: sends as usual; 1 half open: tries whether Mahak is back; 2 open: sends nothing.',
        registers,
        collect: () => state.set(stateOf(breaker)),
      })
    },
  }
}

function stateOf(breaker: Pick<Breaker, 'isClosed' | 'isProbing'>): number {
  if (!breaker.isClosed()) return 2
  return breaker.isProbing() ? 1 : 0
}
