import type { AddressRecord } from '@hybrid-store/core/customers'
import { parseMobile, toAsciiDigits } from '@hybrid-store/kernel'
import type { DraftOf } from '@hybrid-store/mahak-client'
import type { PersonAddressRow } from './people-rows.ts'
import { nationalMobile } from './person-fields.ts'
import type { Regions } from './regions.ts'

/** An address in the terms of the books, in which both sides are compared. */
export type AddressFields = {
  /** The receiver. */
  title: string
  /** E.164, or empty; null where Mahak's number is none. */
  mobile: string | null
  /** With province and city in front of it where the books do not know the city. */
  address: string
  postalCode: string
  /** 0 for none. */
  cityId: number
  isDefault: boolean
  deleted: boolean
}

const prefixOf = ({ province, city }: { province: string; city: string }): string =>
  [province, city, ''].filter((part, index) => part !== '' || index === 2).join('، ')

export function addressFieldsOf(record: AddressRecord, regions: Regions): AddressFields {
  const cityId = regions.idOf(record.province, record.city)
  return {
    title: record.receiverName,
    mobile: record.mobile,
    address: cityId === 0 ? prefixOf(record) + record.address : record.address,
    postalCode: record.postalCode,
    cityId,
    isDefault: record.isDefault && !record.deleted,
    deleted: record.deleted,
  }
}

/** A city that is in no region reads as none. */
export const fromPersonAddress = (row: PersonAddressRow, regions: Regions): AddressFields => ({
  title: row.Title,
  mobile: row.Mobile.trim() === '' ? '' : parseMobile(row.Mobile),
  address: row.Address,
  postalCode: toAsciiDigits(row.PostalCode).replace(/[\s-]/g, ''),
  cityId: regions.placeOf(row.CityId ?? 0) ? (row.CityId ?? 0) : 0,
  isDefault: row.IsDefault && !row.Deleted,
  deleted: row.Deleted,
})

/** The address with what the books have changed of it. A city the books do not name leaves the one known here. */
export function patchAddress(record: AddressRecord, patch: Partial<AddressFields>, regions: Regions): AddressRecord {
  const place = regions.placeOf(patch.cityId ?? 0) ?? { province: record.province, city: record.city }
  const prefix = prefixOf(record)
  const text = patch.address ?? record.address
  return {
    ...record,
    ...place,
    receiverName: patch.title ?? record.receiverName,
    mobile: patch.mobile ?? record.mobile,
    address: text.startsWith(prefix) ? text.slice(prefix.length) : text,
    postalCode: patch.postalCode ?? record.postalCode,
    isDefault: patch.isDefault ?? record.isDefault,
    deleted: patch.deleted ?? record.deleted,
  }
}

const MEMBERS: { [Field in keyof AddressFields]: (value: AddressFields[Field]) => DraftOf<'PersonAddresses'> } = {
  title: (Title) => ({ Title }),
  mobile: (mobile) => ({ Mobile: nationalMobile(mobile ?? '') }),
  address: (Address) => ({ Address }),
  postalCode: (PostalCode) => ({ PostalCode }),
  cityId: (CityId) => ({ CityId }),
  isDefault: (IsDefault) => ({ IsDefault }),
  deleted: (Deleted) => ({ Deleted }),
}

/** The members of an address' row that say these fields. */
export function toAddressMembers(fields: Partial<AddressFields>): DraftOf<'PersonAddresses'> {
  const draft: DraftOf<'PersonAddresses'> = {}
  const write = <Field extends keyof AddressFields>(field: Field, value: AddressFields[Field] | undefined) => {
    if (value !== undefined) Object.assign(draft, MEMBERS[field](value))
  }
  for (const field of addressFieldNames) write(field, fields[field])
  return draft
}

const addressFieldNames = [
  'title',
  'mobile',
  'address',
  'postalCode',
  'cityId',
  'isDefault',
  'deleted',
] as const satisfies (keyof AddressFields)[]
