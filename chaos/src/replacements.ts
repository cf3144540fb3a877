/** A piece of a source file that reads differently in the child processes of the harness, and nowhere else. */
export interface Replacement {
  name: string
  /** From the root of the repository. */
  file: string
  /** Occurs exactly once. */
  source: string
  replacement: string
}

/** Waits that have no setting, made short, so that a seed takes seconds, and what that brings about. Nothing else differs. */
export const SHORTER_WAITS: readonly Replacement[] = [
  {
    name: 'pause of the adapter after an outage',
    file: 'apps/mahak-adapter/src/guard/breaker.ts',
    source: 'FIRST_PAUSE_MS = 30_000',
    replacement: 'FIRST_PAUSE_MS = 200',
  },
  {
    name: 'longest pause of the adapter',
    file: 'apps/mahak-adapter/src/guard/breaker.ts',
    source: 'LONGEST_PAUSE_MS = 600_000',
    replacement: 'LONGEST_PAUSE_MS = 400',
  },
  {
    name: 'wait of a caller while the adapter probes',
    file: 'apps/mahak-adapter/src/guard/breaker.ts',
    source: 'RETRY_DURING_PROBE_MS = 1_000',
    replacement: 'RETRY_DURING_PROBE_MS = 50',
  },
  {
    name: 'backoff of records and lanes',
    file: 'apps/sync-worker/src/retry-error-manager/backoff.ts',
    source: 'BASE_MS = 5_000',
    replacement: 'BASE_MS = 50',
  },
  {
    name: 'longest backoff',
    file: 'apps/sync-worker/src/retry-error-manager/backoff.ts',
    source: 'CAP_MS = 10 * 60_000',
    replacement: 'CAP_MS = 400',
  },
  {
    name: 'patience with settings, parents and logins',
    file: 'apps/sync-worker/src/retry-error-manager/next-step.ts',
    source: '{ config: 5 * 60_000, dependency: 30_000, auth: 30_000 }',
    replacement: '{ config: 300, dependency: 300, auth: 300 }',
  },
  {
    name: 'time between two looks whether a reading settled a sending',
    file: 'apps/sync-worker/src/push/settle-uncertain.ts',
    source: 'LOOK_AGAIN_MS = 1_000',
    replacement: 'LOOK_AGAIN_MS = 100',
  },
  {
    name: 'wait of an order for its customer',
    file: 'apps/sync-worker/src/push/order-lane.ts',
    source: 'MOMENT_MS = 250',
    replacement: 'MOMENT_MS = 100',
  },
  {
    name: 'wait of a refund for its order',
    file: 'apps/sync-worker/src/push/refund-lane.ts',
    source: 'WAIT_MS = 60_000',
    replacement: 'WAIT_MS = 300',
  },
  {
    name: 'wait of a return for its sale',
    file: 'apps/sync-worker/src/push/return-lane.ts',
    source: 'WAIT_MS = 60_000',
    replacement: 'WAIT_MS = 300',
  },
  // Leases of a second end by themselves on a machine that has other work; nobody has died of the record then.
  {
    name: 'deaths until a record is taken for their cause',
    file: 'packages/database/src/dirty-set.ts',
    source: 'FATAL_CLAIMS = 5',
    replacement: 'FATAL_CLAIMS = 50',
  },
  {
    name: 'length of a lease',
    file: 'apps/sync-worker/src/push/push-deps.ts',
    source: '2 * deadlineMs + 30_000',
    replacement: '2 * deadlineMs + 200',
  },
]
