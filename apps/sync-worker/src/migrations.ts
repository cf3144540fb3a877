import type { Migrations } from '@hybrid-store/database'

/** The worker's own tables beside the platform's `sync.dirty`. */
export const syncMigrations: Migrations = { module: 'sync', folder: new URL('../migrations/', import.meta.url) }
