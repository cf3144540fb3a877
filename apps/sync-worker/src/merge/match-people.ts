import { sql, type Tx } from '@hybrid-store/database'
import { openIssues, resolveIssues } from '../retry-error-manager/issue.repository.ts'
import { takeOverAgain } from './people-links.repository.ts'
import { ambiguousPersons } from './person-issues.ts'

interface Candidates {
  customerId: string
  personIds: number[]
}

/**
 * Links customers who were never sent to the one person of Mahak that has their mobile number and no customer yet. Where
 * several persons share a number nothing is linked and people are asked: a phone alone does not tell who is who (Mahak API
 * reference §9.3). Gives the customers that were linked.
 */
export async function matchPeople(
  tx: Tx,
  accountId: number,
  customerIds: readonly string[],
  mobiles: readonly string[],
) {
  const found = await selectCandidates(tx, accountId, customerIds, mobiles)
  const sure = found.flatMap(({ customerId, personIds: [only, ...others] }) =>
    only !== undefined && others.length === 0 ? [{ customerId, personId: only }] : [],
  )
  const unsure = found.filter(({ personIds }) => personIds.length > 1)
  await openIssues(
    tx,
    unsure.flatMap(({ personIds }) => ambiguousPersons(personIds)),
  )
  await resolveIssues(
    tx,
    'People',
    sure.map(({ personId }) => String(personId)),
    ['ambiguous_person'],
  )
  await tx.run(sql`
    update sync.link l set mahak_id = t.mahak_id
    from unnest(${sure.map(({ customerId }) => customerId)}::text[], ${sure.map(({ personId }) => personId)}::bigint[])
      as t(local_id, mahak_id)
    where l.account_id = ${accountId} and l.entity = 'People' and l.local_id = t.local_id`)
  const linked = sure.map(({ customerId }) => customerId)
  if (linked.length > 0) await takeOverAgain(tx, accountId, linked)
  return linked
}

/** Live persons with these customers' numbers who are nobody's yet, not even of one whose sending was never answered. */
const selectCandidates = (
  tx: Tx,
  accountId: number,
  customerIds: readonly string[],
  mobiles: readonly string[],
): Promise<Candidates[]> =>
  tx.rows(sql`
    select c.local_id as "customerId", array_agg(m.mahak_id::int order by m.mahak_id) as "personIds"
    from unnest(${customerIds}::text[], ${mobiles}::text[]) as c(local_id, mobile)
    join sync.link own on own.account_id = ${accountId} and own.entity = 'People' and own.local_id = c.local_id
      and own.mahak_id is null and own.sent_at is null
    join sync.mirror m on m.account_id = own.account_id and m.entity = 'People' and m.match_key = c.mobile
      and not m.deleted
    where not exists (select from sync.link l
      where l.account_id = m.account_id and l.entity = 'People' and l.mahak_id = m.mahak_id)
    and not exists (select from sync.link l where l.account_id = m.account_id and l.entity = 'People'
      and l.client_id = m.client_id and l.local_id <> c.local_id)
    group by c.local_id`)
