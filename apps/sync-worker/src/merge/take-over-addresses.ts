import type { AddressRecord } from '@hybrid-store/core/customers'
import type { Tx } from '@hybrid-store/database'
import { fromPersonAddress, patchAddress } from '../data-transformer/address-fields.ts'
import type { PersonAddressRow } from '../data-transformer/people-rows.ts'
import { linkedRows, linkRows } from '../upsert-engine/link-rows.ts'
import { mergeAddresses, writeAddresses } from './merge-addresses.ts'
import { adoptByClientId } from './people-links.repository.ts'
import { readRegions } from './read-regions.ts'

/** Takes addresses of customers over into their address books: new ones as they are, known ones merged. */
export async function takeOverAddresses(
  tx: Tx,
  accountId: number,
  candidates: readonly PersonAddressRow[],
): Promise<void> {
  const persons = candidates.map((row) => row.PersonId)
  const customerOf = await linkedRows(tx, accountId, 'People', 'cus', persons)
  const rows = candidates.filter((row) => customerOf(row.PersonId) !== null)
  if (rows.length === 0) return
  const ids = rows.map((row) => row.PersonAddressId)
  await adoptByClientId(tx, accountId, 'PersonAddresses', ids)
  const regions = await readRegions(tx, accountId)
  const known = await linkedRows(tx, accountId, 'PersonAddresses', 'adr', ids)
  const fresh = rows.filter((row) => known(row.PersonAddressId) === null && !row.Deleted)
  const freshIds = fresh.map((row) => row.PersonAddressId)
  const idOf = await linkRows(tx, accountId, 'PersonAddresses', 'adr', freshIds)
  await writeAddresses(
    tx,
    fresh.flatMap((row) => {
      const customerId = customerOf(row.PersonId)
      const blank = { ...BLANK, id: idOf(row.PersonAddressId) }
      return customerId ? [patchAddress({ ...blank, customerId }, fromPersonAddress(row, regions), regions)] : []
    }),
  )
  const ours = rows.flatMap((row) => known(row.PersonAddressId) ?? [])
  await mergeAddresses(tx, accountId, [...ours, ...freshIds.map(idOf)], regions, { mark: true })
}

const BLANK: Omit<AddressRecord, 'id' | 'customerId'> = {
  receiverName: '',
  mobile: '',
  province: '',
  city: '',
  address: '',
  postalCode: '',
  isDefault: false,
  deleted: false,
}
