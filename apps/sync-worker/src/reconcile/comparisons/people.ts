import {
  digestAddresses,
  digestCustomers,
  readAddressesForCompare,
  readCustomersForCompare,
} from '@hybrid-store/core/customers'
import { addressFieldsOf, fromPersonAddress } from '../../data-transformer/address-fields.ts'
import { personAddressRow, personRow } from '../../data-transformer/people-rows.ts'
import { fromPerson } from '../../data-transformer/person-fields.ts'
import { addressPolicy, personPolicy } from '../../merge/policies.ts'
import { readRegions } from '../../merge/read-regions.ts'
import type { Ownership } from '../../merge/three-way.ts'
import { linkedRows } from '../../upsert-engine/link-rows.ts'
import { type Drift, driftsOf, type Fields } from '../drift.ts'
import type { Compared, Comparison } from './comparison.ts'
import { type LinkedRow, mirrorOf, selectLinkedRows } from './linked.repository.ts'

const PERSONAL: ReadonlySet<string> = new Set([
  'mobile',
  'firstName',
  'lastName',
  'email',
  'phone',
  'nationalCode',
  'organization',
  'title',
  'address',
  'postalCode',
])

/** Customers whose person is deleted in the books stay as they are, so that is no drift. */
export const people: Comparison = {
  entity: 'People',
  groups: ['catalog', 'orders'],
  digest: digestCustomers,
  personal: PERSONAL,
  mirror: (accountId) => mirrorOf(accountId, 'People'),
  here: async (db, _account, ids) =>
    new Map((await readCustomersForCompare(db, ids)).map(({ id, ...fields }) => [id, fields])),
  compare: async (tx, { account, config }, ids) => {
    const rows = (await selectLinkedRows(tx, account.id, 'People', 'customer', ids)).filter((row) => !row.deleted)
    const parsed = rows.map((row) => personRow.parse(row.doc))
    const groups = parsed.map((row) => row.PersonGroupId)
    const groupOf = await linkedRows(tx, account.id, 'PersonGroups', 'grp', groups)
    const here = await people.here(tx, account, ids)
    return rows.map((row, index) => {
      const person = parsed[index]
      const there = person ? fromPerson(person, groupOf(person.PersonGroupId), config.booksCurrency) : null
      return compared('People', row, { here: here.get(row.localId) ?? null, there }, personPolicy)
    })
  },
}

export const addresses: Comparison = {
  entity: 'PersonAddresses',
  groups: ['people'],
  digest: digestAddresses,
  personal: PERSONAL,
  mirror: (accountId) => mirrorOf(accountId, 'PersonAddresses'),
  here: async (db, account, ids) => {
    const regions = await readRegions(db, account.id)
    const records = await readAddressesForCompare(db, ids)
    return new Map(records.map((record) => [record.id, record.deleted ? null : addressFieldsOf(record, regions)]))
  },
  compare: async (tx, { account }, ids) => {
    const rows = await selectLinkedRows(tx, account.id, 'PersonAddresses', 'address', ids)
    const regions = await readRegions(tx, account.id)
    const here = await addresses.here(tx, account, ids)
    return rows.map((row) => {
      const sides = {
        here: here.get(row.localId) ?? null,
        there: row.deleted ? null : fromPersonAddress(personAddressRow.parse(row.doc), regions),
      }
      return compared('PersonAddresses', row, sides, addressPolicy)
    })
  },
}

function compared(
  entity: 'People' | 'PersonAddresses',
  { localId, mahakId, moving }: LinkedRow,
  sides: { here: Fields | null; there: Fields | null },
  policy: Readonly<Record<string, Ownership>>,
): Compared {
  const recordId = String(mahakId)
  const drifts = driftsOf({ entity, recordId, mahakId, localId, ...sides }, PERSONAL)
  return { localId, recordId, moving, drifts: drifts.filter((drift) => saysSomething(drift, policy)) }
}

/** A two-way field that could not be read at Mahak says nothing, as in the merge. */
const saysSomething = ({ class: kind, field, there }: Drift, policy: Readonly<Record<string, Ownership>>): boolean =>
  kind !== 'differs' || there !== null || policy[field]?.owner !== 'both'
