export const SERVICE_TOKEN_SECRET = 'a-secret-shared-by-the-services-of-the-store'

/** Name and password of our visitor in the catalogue. */
export const MAHAK_LOGIN = 'shop1'

/** Everything that takes minutes in a shop takes fractions of a second here. */
export const WORKER_SETTINGS: Readonly<Record<string, string>> = {
  PULL_EVERY_SECONDS: '0.25',
  SWEEP_EVERY_SECONDS: '0.2',
  PULL_SETTLE_SECONDS: '1.2',
  SEND_SETTLE_SECONDS: '1.2',
  SAVE_DEADLINE_SECONDS: '0.5',
  RECONCILE_CRON: '0 0 1 1 *',
}

/** Longest time a version stays unseen at Mahak; shorter than the worker's settle time. */
export const LATE_COMMIT_MS = 500
