import { parseMobile, type Rial, toAsciiDigits } from '@hybrid-store/kernel'
import type { DraftOf } from '@hybrid-store/mahak-client'
import { type BooksCurrency, fromBooks } from './books-currency.ts'
import type { PersonRow } from './people-rows.ts'
import type { Office } from './to-books.ts'

/** What a person may be told of by both sides; text is empty where nothing was said. */
export type PersonContact = {
  /** E.164; null where Mahak's number is none that can receive a code. */
  mobile: string | null
  firstName: string
  lastName: string
  email: string
  phone: string
  nationalCode: string
  organization: string
  legal: boolean
}

/** A person in the form in which both sides are compared; the last five are the books' alone. */
export type PersonFields = PersonContact & {
  groupId: string | null
  priceLevel: number | null
  discountPercent: number | null
  credit: Rial | null
  balance: Rial | null
}

/** The books list persons by family name, so that one without any name needs something there. */
const NAMELESS = 'مشتری فروشگاه'

/** Digits as both sides write them: no blanks, no hyphens, ASCII. */
const plainDigits = (text: string): string => toAsciiDigits(text).replace(/[\s-]/g, '')

export const fromPerson = (row: PersonRow, groupId: string | null, currency: BooksCurrency): PersonFields => ({
  mobile: parseMobile(row.Mobile),
  firstName: row.FirstName,
  lastName: row.LastName === NAMELESS ? '' : row.LastName,
  email: row.Email,
  phone: plainDigits(row.Phone),
  nationalCode: plainDigits(row.NationalCode),
  organization: row.Organization,
  legal: row.PersonType === LEGAL,
  groupId,
  priceLevel: levelOrNull(row.SellPriceLevel),
  discountPercent: row.DiscountPercent,
  credit: fromBooks(row.Credit, currency),
  balance: fromBooks(row.Balance, currency),
})

/** A level of 0 or less leaves the choice to group and product. */
export const levelOrNull = (level: number): number | null => (level >= 1 && level <= 10 ? level : null)

const LEGAL = 1

const MEMBERS: { [Field in keyof PersonContact]: (value: PersonContact[Field]) => DraftOf<'People'> } = {
  mobile: (mobile) => ({ Mobile: nationalMobile(mobile ?? '') }),
  firstName: (FirstName) => ({ FirstName }),
  lastName: (LastName) => ({ LastName }),
  email: (Email) => ({ Email }),
  phone: (Phone) => ({ Phone }),
  nationalCode: (NationalCode) => ({ NationalCode }),
  organization: (Organization) => ({ Organization }),
  legal: (legal) => ({ PersonType: legal ? LEGAL : 0 }),
}

/** The members of a person's row that say these fields; whatever else the accountant has written is not touched. */
export function toPersonMembers(contact: Partial<PersonContact>): DraftOf<'People'> {
  const draft: DraftOf<'People'> = {}
  const write = <Field extends keyof PersonContact>(field: Field, value: PersonContact[Field] | undefined) => {
    if (value !== undefined) Object.assign(draft, MEMBERS[field](value))
  }
  for (const field of contactFields) write(field, contact[field])
  return draft
}

export const contactFields = [
  'mobile',
  'firstName',
  'lastName',
  'email',
  'phone',
  'nationalCode',
  'organization',
  'legal',
] as const satisfies (keyof PersonContact)[]

/** What of a customer or of a patch both sides may change. */
export function contactOf(fields: Partial<PersonContact>): Partial<PersonContact> {
  const known: ReadonlySet<string> = new Set(contactFields)
  return Object.fromEntries(Object.entries(fields).filter(([field]) => known.has(field)))
}

/** A row that says `contact`. A person who is new to the books gets a group, and a name if there is none. */
export const toPersonDraft = (
  contact: Partial<PersonContact>,
  person: { clientId: number | null; mahakId: number | null },
  office: Office,
): DraftOf<'People'> => ({
  ...(person.clientId === null ? {} : { PersonClientId: person.clientId }),
  ...toPersonMembers(contact),
  ...(person.mahakId === null ? beginning(contact, office) : {}),
})

const beginning = ({ firstName, lastName }: Partial<PersonContact>, office: Office): DraftOf<'People'> => ({
  ...(office.personGroupId === null ? {} : { PersonGroupId: office.personGroupId }),
  ...(firstName || lastName ? {} : { LastName: NAMELESS }),
  Deleted: false,
})

/** Without this link the desktop makes no stock movement of the person's orders (Mahak API reference §5.3). */
export const toVisitorPerson = (
  person: { clientId: number | null; personId: number | null },
  office: Office,
): DraftOf<'VisitorPeople'> => ({
  ...(person.personId === null ? { PersonClientId: person.clientId } : { PersonId: person.personId }),
  VisitorId: office.visitorId,
  Deleted: false,
})

/** `+989121234567` as the desktop shows numbers: `09121234567`. */
export const nationalMobile = (mobile: string): string => mobile.replace(/^\+98/, '0')
