import { sql } from '@hybrid-store/database'

/** Marks what a transaction writes as coming from the books, so that no trigger takes it for news of the shop. */
export const originMahak = sql`select set_config('sync.origin', 'mahak', true)`
