import type { Queryable } from '@hybrid-store/database'
import { selectByMobiles } from './customers.repository.ts'

/** Ids of the customers with these numbers (E.164), by number. */
export async function findCustomersByMobile(db: Queryable, mobiles: readonly string[]): Promise<Map<string, string>> {
  if (mobiles.length === 0) return new Map()
  return new Map((await selectByMobiles(db, mobiles)).map(({ id, mobile }) => [mobile, id]))
}
