import { type MahakBooks, numberOf, textOf } from './read-mahak.ts'
import type { ShopBooks } from './read-shop.ts'

/** Every named customer once at Mahak, with a link of our visitor and, if the shop made the person, with the shop's name. */
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
    const name = `${textOf(person, 'FirstName')} ${textOf(person, 'LastName')}`.trim()
    const should = `${customer.firstName} ${customer.lastName}`.trim()
    const isOurs = person.createdBy === mahak.visitorId
    return isOurs && name !== should ? [`${mobile} is called ${name} at Mahak, in the shop ${should}`] : []
  })
}
