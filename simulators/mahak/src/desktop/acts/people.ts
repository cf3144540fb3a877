import { fail, ok, type Result } from '@hybrid-store/kernel'
import { draftRows } from '../../catalogue/drafts.ts'
import { entityOf, type WireRow } from '../../entities/index.ts'
import { findAll, highestCode } from '../../store/rows.repository.ts'
import { DESKTOP, type UploadDeps, upload } from '../../store/upload.ts'
import { writeRows } from '../../store/write-rows.ts'
import { findAllOf, type NotFound } from './find-all-of.ts'
import { uploadEdits } from './upload-edits.ts'

/** What the accountant enters of a person; what is left out stays as it is. */
export interface PersonFields {
  firstName?: string | undefined
  lastName?: string | undefined
  mobile?: string | undefined
  personGroupId?: number | undefined
  /** Limit in Rial. */
  credit?: number | undefined
  /** 1 to 10; 0 is that of the group. */
  sellPriceLevel?: number | undefined
}

const MEMBERS = {
  firstName: 'FirstName',
  lastName: 'LastName',
  mobile: 'Mobile',
  personGroupId: 'PersonGroupId',
  credit: 'Credit',
  sellPriceLevel: 'SellPriceLevel',
} as const satisfies Record<keyof PersonFields, string>

const toMembers = (fields: PersonFields): WireRow =>
  Object.fromEntries(
    Object.entries(MEMBERS).flatMap(([field, member]) => {
      const value = fields[field as keyof PersonFields]
      return value === undefined ? [] : [[member, value]]
    }),
  )

/** A person entered at the desktop; the visitors named see it. The group is the first unless told. */
export function addPerson(
  deps: UploadDeps,
  fields: PersonFields,
  visitorIds: readonly number[],
): Promise<Result<{ personId: number; personCode: number }, NotFound>> {
  const people = entityOf('People')
  return upload(deps, DESKTOP, async (tx, batch) => {
    const [firstGroup] = await findAll(tx, entityOf('PersonGroups'), { limit: 1, offset: 0 })
    const PersonGroupId = fields.personGroupId ?? firstGroup?.id ?? 0
    const group = await findAllOf(tx, entityOf('PersonGroups'), [PersonGroupId])
    const visitors = await findAllOf(tx, entityOf('Visitors'), visitorIds)
    if (!group.ok || !visitors.ok) return fail({ code: 'not_found' })

    const personCode = 1 + (await highestCode(tx, people))
    const members = { ...toMembers(fields), PersonGroupId, PersonCode: personCode }
    const person = await draftRows(tx, people.list, [members])
    const personId = person[0]?.id ?? 0
    const links = visitorIds.map((VisitorId) => ({ PersonId: personId, VisitorId }))
    await writeRows(tx, batch, [...person, ...(await draftRows(tx, 'VisitorPeople', links))])
    return ok({ personId, personCode })
  })
}

export function changePerson(
  deps: UploadDeps,
  personId: number,
  fields: PersonFields,
): Promise<Result<{ rowVersion: number }, NotFound>> {
  const people = entityOf('People')
  return upload(deps, DESKTOP, async (tx, batch) => {
    const groups = await findAllOf(tx, entityOf('PersonGroups'), fields.personGroupId ? [fields.personGroupId] : [])
    const found = await findAllOf(tx, people, [personId])
    if (!found.ok || !groups.ok) return fail({ code: 'not_found' })
    const change = toMembers(fields)
    const edits = [...found.value.values()].map((row) => ({ entity: people, row, change }))
    const [rowVersion = 0] = await uploadEdits(tx, batch, edits)
    return ok({ rowVersion })
  })
}
