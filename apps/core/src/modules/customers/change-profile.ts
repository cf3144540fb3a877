import type { UpdateCustomerBody } from '@hybrid-store/contracts'
import type { Database } from '@hybrid-store/database'
import { fail, ok, type Result, tidyPersian } from '@hybrid-store/kernel'
import { type CustomerRecord, selectRecord, updateDetails } from './customers.repository.ts'

type Profile = CustomerRecord & { group: string | null }
type Refusal = { code: 'not_found' } | { code: 'invalid_request'; errors: { field: string; message: string }[] }

/** Changes what a customer says about themselves, in tidy Persian; a name may not be blank. Absent members stay. */
export async function changeProfile(
  db: Database,
  id: string,
  { legal, ...texts }: UpdateCustomerBody,
): Promise<Result<Profile, Refusal>> {
  const tidy = Object.fromEntries(Object.entries(texts).map(([field, text]) => [field, tidyPersian(text ?? '')]))
  const blank = ['firstName', 'lastName'].filter((field) => tidy[field] === '')
  if (blank.length > 0)
    return fail({
      code: 'invalid_request',
      errors: blank.map((field) => ({ field: `body.${field}`, message: 'نام خالی است' })),
    })
  return db.transaction(async (tx) => {
    await updateDetails(tx, id, legal === undefined ? tidy : { ...tidy, legal })
    const profile = await selectRecord(tx, id)
    return profile ? ok(profile) : fail({ code: 'not_found' as const })
  })
}
