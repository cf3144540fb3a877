import type { Queryable } from '@hybrid-store/database'
import { entityOf } from '../../entities/index.ts'
import { numberIn, textIn } from '../../entities/members.ts'
import { findByIds, findByParents, type StoredRow } from '../../store/rows.repository.ts'
import { searchPeople } from '../desktop.repository.ts'

export interface PersonView {
  personId: number
  /** 0 until the desktop took the person over. */
  code: number
  firstName: string
  lastName: string
  mobile: string
  personGroupId: number
  credit: number
  /** What the person owes; Rial. */
  balance: number
  sellPriceLevel: number
  deleted: boolean
  visitorIds: number[]
}

/** A page of people by a part of name or mobile, the newest first. */
export async function listPeople(
  db: Queryable,
  query: { q: string; limit: number; offset: number },
): Promise<PersonView[]> {
  const ids = await searchPeople(db, query)
  const people = await findByIds(db, entityOf('People'), ids)
  const links = await findByParents(db, entityOf('VisitorPeople'), ids)
  return people.toSorted((a, b) => b.id - a.id).map((person) => toView(person, links))
}

function toView({ id, code, deleted, members }: StoredRow, links: readonly StoredRow[]): PersonView {
  const own = links.filter((link) => !link.deleted && numberIn(link.members, 'PersonId') === id)
  return {
    personId: id,
    code,
    firstName: textIn(members, 'FirstName'),
    lastName: textIn(members, 'LastName'),
    mobile: textIn(members, 'Mobile'),
    personGroupId: numberIn(members, 'PersonGroupId'),
    credit: numberIn(members, 'Credit'),
    balance: numberIn(members, 'Balance'),
    sellPriceLevel: numberIn(members, 'SellPriceLevel'),
    deleted,
    visitorIds: own.map((link) => numberIn(link.members, 'VisitorId')),
  }
}
