import type { AddressRecord } from '@hybrid-store/core/customers'
import { rial } from '@hybrid-store/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addressFieldsOf,
  fromPersonAddress,
  patchAddress,
  toAddressMembers,
} from '../src/data-transformer/address-fields.ts'
import { personAddressRow, personRow, transactionRow } from '../src/data-transformer/people-rows.ts'
import { contactOf, fromPerson, type PersonContact, toPersonDraft } from '../src/data-transformer/person-fields.ts'
import { createRegions } from '../src/data-transformer/regions.ts'
import { remoteEntities } from '../src/data-transformer/remote-entities.ts'
import type { Office } from '../src/data-transformer/to-books.ts'

const office: Office = {
  visitorId: 1,
  storeId: 1,
  cashId: 1,
  cashCode: 1,
  bankId: 1,
  gatewayBanks: new Map(),
  personGroupId: 98001,
}
const common = { Deleted: false, RowVersion: 1 }
const words = fc
  .array(fc.constantFrom('علی', 'رضایی', 'نژاد', 'کریمی'), { maxLength: 3 })
  .map((parts) => parts.join(' '))
const digits = fc.stringMatching(/^\d{0,11}$/)
const mobiles = fc.stringMatching(/^\+989\d{9}$/)
const contacts: fc.Arbitrary<PersonContact> = fc.record({
  mobile: mobiles,
  firstName: words,
  lastName: words,
  email: fc.constantFrom('', 'ali@example.com'),
  phone: digits,
  nationalCode: digits,
  organization: words,
  legal: fc.boolean(),
})

test('a customer comes back from the books as they went', () => {
  fc.assert(
    fc.property(contacts, (contact) => {
      const draft = toPersonDraft(contact, { clientId: 7, mahakId: null }, office)
      const row = personRow.parse({ ...common, PersonId: 5, ...draft })
      expect(contactOf(fromPerson(row, null, 'rial'))).toEqual(contact)
    }),
  )
})

test('a change of a person names only what has changed; group, credit and the mark of deletion are not touched', () => {
  expect(toPersonDraft({ email: 'a@b.ir' }, { clientId: 7, mahakId: 5 }, office)).toEqual({
    PersonClientId: 7,
    Email: 'a@b.ir',
  })
})

test('a new person gets the group and, without any name, the words that stand for one', () => {
  const nameless = { mobile: '+989121234567', firstName: '', lastName: '' }
  expect(toPersonDraft(nameless, { clientId: 7, mahakId: null }, office)).toEqual({
    PersonClientId: 7,
    PersonGroupId: 98001,
    Mobile: '09121234567',
    FirstName: '',
    LastName: 'مشتری فروشگاه',
    Deleted: false,
  })
})

test('a person is read in tidy Persian, with amounts in Rial and numbers in one spelling', () => {
  const row = personRow.parse({
    ...common,
    PersonId: 5,
    FirstName: ' علي  ',
    LastName: 'كريمي',
    Phone: '۰۲۱-۸۸۱۲',
    NationalCode: '۰۰۸۴۵۷۵۹۴۸',
    Mobile: '0912 123 4567',
    PersonType: 1,
    SellPriceLevel: -1,
    DiscountPercent: 2.5,
    Credit: 100,
    Balance: -7.5,
  })
  expect(fromPerson(row, 'grp_x', 'toman')).toEqual({
    mobile: '+989121234567',
    firstName: 'علی',
    lastName: 'کریمی',
    email: '',
    phone: '0218812',
    nationalCode: '0084575948',
    organization: '',
    legal: true,
    groupId: 'grp_x',
    priceLevel: null,
    discountPercent: 2.5,
    credit: rial(1_000),
    balance: rial(-75),
  })
})

const regions = createRegions([
  { ...common, CityID: 1, CityName: 'تهران', ProvinceName: 'تهران' },
  { ...common, CityID: 2, CityName: 'مراغه', ProvinceName: 'آذربايجان شرقي' },
])
const addresses: fc.Arbitrary<AddressRecord> = fc.record({
  id: fc.constant('adr_01h455vb4pex5vsknk084sn02q' as const),
  customerId: fc.constant('cus_01h455vb4pex5vsknk084sn02q' as const),
  receiverName: words,
  mobile: fc.oneof(mobiles, fc.constant('')),
  province: fc.constantFrom('تهران', 'آذربایجان شرقی', 'فارس'),
  city: fc.constantFrom('تهران', 'مراغه', 'شیراز'),
  address: fc.constantFrom('خیابان آزادی، پلاک ۱', 'کوچهٔ بهار'),
  postalCode: fc.stringMatching(/^\d{10}$/),
  isDefault: fc.boolean(),
  deleted: fc.constant(false),
})

test('an address comes back from the books as it went, whether they know its city or not', () => {
  fc.assert(
    fc.property(addresses, (address) => {
      const fields = addressFieldsOf(address, regions)
      const row = personAddressRow.parse({ ...common, PersonAddressId: 9, PersonId: 5, ...toAddressMembers(fields) })
      const back = fromPersonAddress(row, regions)
      expect(back).toEqual(fields)
      const patched = patchAddress(address, back, regions)
      expect({ ...patched, province: address.province }).toEqual(address)
    }),
  )
})

test('a city is named by its id where the books know it, else in front of the street', () => {
  const address = fc.sample(addresses, { numRuns: 1, seed: 1 })[0]
  if (!address) throw new Error('no sample')
  const known = addressFieldsOf({ ...address, province: 'آذربایجان شرقی', city: 'مراغه', address: 'بهار' }, regions)
  const unknown = addressFieldsOf({ ...address, province: 'فارس', city: 'شیراز', address: 'بهار' }, regions)
  expect([known.cityId, known.address]).toEqual([2, 'بهار'])
  expect([unknown.cityId, unknown.address]).toEqual([0, 'فارس، شیراز، بهار'])
})

test('a line of an account with a date that is none is refused with the name of the field', () => {
  const line = { ...common, TransactionId: 1, PersonId: 5, Date: '1404/11/20' }
  expect(transactionRow.safeParse(line).success).toBe(false)
  expect(remoteEntities.Transactions.read(line)).toEqual({
    ok: false,
    error: { code: 'bad_row', field: 'Date', message: 'مقدار «تاریخ» در محک درست نیست؛ آن را در محک اصلاح کنید.' },
  })
})
