import type { Queryable } from '@hybrid-store/database'
import { type Customer, selectByIds } from './customers.repository.ts'

/** The customers with these ids as the books need them, in id order; unknown ids are left out. */
export const readCustomersForSync = (db: Queryable, ids: readonly string[]): Promise<Customer[]> => selectByIds(db, ids)
