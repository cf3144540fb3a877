import { type CustomerRecord, findCustomersByMobile, lockCustomers, writeCustomers } from '@hybrid-store/core/customers'
import type { Tx } from '@hybrid-store/database'
import { parseMobile } from '@hybrid-store/kernel'
import { type PersonRow, personRow } from '../data-transformer/people-rows.ts'
import { contactOf, fromPerson, type PersonContact, type PersonFields } from '../data-transformer/person-fields.ts'
import { localId } from '../local-id.ts'
import { openIssues, resolveIssues } from '../retry-error-manager/issue.repository.ts'
import type { ApplyContext } from '../upsert-engine/applier.ts'
import { linkedRows } from '../upsert-engine/link-rows.ts'
import { selectAgreements } from './agreement.repository.ts'
import { mergeRecords, type Pair, unreadPair } from './merge-records.ts'
import { mobileTaken, mobileUnusable } from './person-issues.ts'
import { personPolicyOf } from './policies.ts'

export interface MergedCustomer {
  /** The customer as merged. */
  record: CustomerRecord
  /** What Mahak has to be told; null if it does not know the customer. */
  push: Partial<PersonContact> | null
}

/**
 * Merges customers with their persons as they were read last and writes the result into the store; all customers are locked.
 * `mark` puts those Mahak has to hear of into the dirty set.
 */
export async function mergePeople(
  tx: Tx,
  context: ApplyContext,
  customerIds: readonly string[],
  { mark }: { mark: boolean },
): Promise<Map<string, MergedCustomer>> {
  if (customerIds.length === 0) return new Map()
  const accountId = context.account.id
  const records = new Map((await lockCustomers(tx, customerIds)).map((record) => [record.id as string, record]))
  const pairs = await readPairs(tx, context, records)
  const twoWay = {
    accountId,
    record: 'customer',
    entity: 'People',
    policy: personPolicyOf(context.config.fieldOwners),
  } as const
  const merged = await mergeRecords<PersonFields>(tx, twoWay, pairs, mark)
  const customers = [...records].map(([id, record]): [string, MergedCustomer] => {
    const outcome = merged.get(id)
    return [
      id,
      { record: patched(record, outcome?.storePatch ?? {}), push: outcome ? contactOf(outcome.pushPatch) : null },
    ]
  })
  await writeCustomers(
    tx,
    customers.map(([, { record }]) => record),
  )
  return new Map(customers)
}

async function readPairs(
  tx: Tx,
  { account, config }: ApplyContext,
  records: ReadonlyMap<string, CustomerRecord>,
): Promise<Pair<PersonFields>[]> {
  const agreements = await selectAgreements(tx, account.id, 'People', [...records.keys()])
  const known = agreements.map((agreement) => ({
    agreement,
    row: agreement.doc === null ? null : personRow.parse(agreement.doc),
  }))
  const groups = known.map(({ row }) => row?.PersonGroupId ?? null)
  const groupOf = await linkedRows(tx, account.id, 'PersonGroups', 'grp', groups)
  const read: PersonPair[] = []
  const unread: Pair<PersonFields>[] = []
  for (const { agreement, row } of known) {
    const record = records.get(agreement.localId)
    if (!record) continue
    const store = fieldsOf(record)
    if (!row) unread.push(unreadPair(agreement, store))
    else read.push({ agreement, row, store, remote: fromPerson(row, groupOf(row.PersonGroupId), config.booksCurrency) })
  }
  return [...(await refuseMobiles(tx, read)), ...unread]
}

type PersonPair = Pair<PersonFields> & { row: PersonRow }

/**
 * A number that is none, or belongs to another customer, is not taken over: it is what a customer logs in with. It reads as
 * unreadable until a person has sorted it out.
 */
async function refuseMobiles(tx: Tx, pairs: readonly PersonPair[]): Promise<Pair<PersonFields>[]> {
  const changed = pairs.flatMap(({ store, remote }) =>
    remote.mobile && remote.mobile !== store.mobile ? [remote.mobile] : [],
  )
  const owners = await findCustomersByMobile(tx, changed)
  const wanted = new Map<string, string>()
  const judged = pairs.map((pair) => {
    const { mobile } = pair.remote
    if (mobile === null) return { pair, issue: mobileUnusable(pair.row.PersonId) }
    if (mobile === pair.store.mobile) return { pair, issue: null }
    const owner = owners.get(mobile) ?? wanted.get(mobile)
    if (owner !== undefined) return { pair, issue: mobileTaken(pair.row.PersonId, owner) }
    wanted.set(mobile, pair.agreement.localId)
    return { pair, issue: null }
  })
  const settled = judged.filter(({ issue }) => issue === null).map(({ pair }) => String(pair.row.PersonId))
  await resolveIssues(tx, 'People', settled, ['mobile_taken', 'mobile_unusable'])
  await openIssues(
    tx,
    judged.flatMap(({ issue }) => issue ?? []),
  )
  return judged.map(({ pair, issue }) =>
    issue === null ? pair : { ...pair, remote: { ...pair.remote, mobile: null } },
  )
}

const fieldsOf = ({ id: _, ...fields }: CustomerRecord): PersonFields => fields

function patched(record: CustomerRecord, patch: Partial<PersonFields>): CustomerRecord {
  const { mobile, groupId, ...rest } = patch
  return {
    ...record,
    ...rest,
    ...(mobile ? { mobile: parseMobile(mobile) ?? record.mobile } : {}),
    ...(groupId === undefined ? {} : { groupId: groupId === null ? null : localId('grp', groupId) }),
  }
}
