import type { Tx } from '@hybrid-store/database'
import { newId } from '@hybrid-store/kernel'
import { type Customer, insertIfNew, selectByMobile } from './customers.repository.ts'

/** The customer with this number (E.164), made at the first login. Two logins at once find the same customer. */
export async function findOrCreateByMobile(tx: Tx, mobile: string): Promise<Customer> {
  const customer =
    (await selectByMobile(tx, mobile)) ??
    (await insertIfNew(tx, newId('cus'), mobile)) ??
    (await selectByMobile(tx, mobile))
  if (!customer) throw new Error('a customer vanished while it was looked up')
  return customer
}
