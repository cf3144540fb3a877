import type { Tx } from '@hybrid-store/database'
import { type Id, newId } from '@hybrid-store/kernel'
import {
  type Address,
  type AddressRecord,
  type AddressText,
  clearDefaults,
  insertAddress,
  selectAddresses,
  updateAddress,
  upsertAddresses,
} from './addresses.repository.ts'
import { lockRecords } from './customers.repository.ts'

/** Keeps an address a customer ordered to, once; the first one is the default. */
export async function rememberAddress(tx: Tx, customerId: string, used: AddressText): Promise<void> {
  await lockRecords(tx, [customerId])
  const known = await selectAddresses(tx, customerId)
  if (known.some((address) => contentOf(address) === contentOf(used))) return
  await insertAddress(tx, customerId, { ...used, id: newId('adr'), isDefault: known.length === 0 })
}

/** Writes an address of the customer, a new one without `id`; null if there is none with this id. */
export async function saveAddress(
  tx: Tx,
  customerId: string,
  { id, ...content }: Omit<Address, 'id'> & { id?: Id<'adr'> },
): Promise<Address | null> {
  await lockRecords(tx, [customerId])
  const address: Address = { ...content, id: id ?? newId('adr') }
  if (address.isDefault) await clearDefaults(tx, [customerId], [address.id])
  if (id) return (await updateAddress(tx, customerId, address)) === 1 ? address : null
  await insertAddress(tx, customerId, address)
  return address
}

/**
 * Takes over addresses of the books; where they name several as default, the last of these rows is. Gives the ids of other
 * addresses that were the default until now.
 */
export async function applyRemoteAddresses(tx: Tx, rows: readonly AddressRecord[]): Promise<string[]> {
  const defaults = new Map(rows.filter((row) => row.isDefault && !row.deleted).map((row) => [row.customerId, row.id]))
  const cleared = await clearDefaults(tx, [...defaults.keys()], [...defaults.values()])
  await upsertAddresses(
    tx,
    rows.map((row) => ({ ...row, isDefault: defaults.get(row.customerId) === row.id })),
  )
  return cleared
}

const contentOf = ({ receiverName, mobile, province, city, address, postalCode }: AddressText): string =>
  JSON.stringify([receiverName, mobile, province, city, address, postalCode])
