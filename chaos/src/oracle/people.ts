import { type MahakBooks, type MahakRow, numberOf, textOf } from './read-mahak.ts'
import type { ShopBooks, ShopCustomer } from './read-shop.ts'

/** Every named customer once at Mahak, equal in every field that is kept equal, with a link of our visitor and all addresses. */
export function comparePeople(mahak: MahakBooks, shop: ShopBooks): string[] {
  const people = mahak.of('People').filter((row) => !row.deleted)
  const sellable = mahak
    .of('VisitorPeople')
    .filter((row) => !row.deleted && numberOf(row, 'VisitorId') === mahak.visitorId)
    .map((row) => numberOf(row, 'PersonId'))
  return shop.customers.flatMap((customer) => {
    const mobile = customer.mobile.replace(/^\+98/, '0')
    const own = people.filter((row) => textOf(row, 'Mobile') === mobile)
    const [person] = own
    if (!person || own.length > 1) return [`${mobile} is ${own.length} times at Mahak`]
    const links = sellable.filter((id) => id === person.id).length
    if (links !== 1) return [`${mobile} has ${links} links to our visitor`]
    const there = JSON.stringify(personOf(mahak, person))
    const here = JSON.stringify(fieldsOf(customer))
    return there === here ? [] : [`${mobile} is ${there} at Mahak, in the shop ${here}`]
  })
}

function personOf(mahak: MahakBooks, person: MahakRow) {
  const level = numberOf(person, 'SellPriceLevel')
  const addresses = mahak
    .of('PersonAddresses')
    .filter((row) => !row.deleted && numberOf(row, 'PersonId') === person.id)
    .map((row) => [textOf(row, 'Title'), textOf(row, 'PostalCode'), streetOf(row), row.doc.IsDefault === true].join())
  return {
    name: `${textOf(person, 'FirstName')} ${textOf(person, 'LastName')}`.trim(),
    credit: numberOf(person, 'Credit'),
    priceLevel: level > 0 ? level : null,
    addresses: addresses.sort(),
  }
}

const fieldsOf = ({ firstName, lastName, credit, priceLevel, addresses }: ShopCustomer) => ({
  name: `${firstName} ${lastName}`.trim(),
  credit,
  priceLevel,
  addresses: addresses.map((one) => [one.receiver, one.postalCode, one.text, one.isDefault].join()).sort(),
})

/** Where no region names the city it stands in front of the street. */
const streetOf = (row: MahakRow): string => textOf(row, 'Address').split('،').at(-1)?.trim() ?? ''
