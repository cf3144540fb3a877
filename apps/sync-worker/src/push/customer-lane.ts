import { addressesToSend, lockCustomers } from '@hybrid-store/core/customers'
import type { DirtyRecord, Tx } from '@hybrid-store/database'
import type { OutgoingRows } from '../bulk-saver/aggregate.ts'
import { contentHash } from '../data-transformer/content-hash.ts'
import { contactOf, type PersonContact, toPersonDraft, toVisitorPerson } from '../data-transformer/person-fields.ts'
import { agreeOnSent, markForPush, saveSent } from '../merge/agreement.repository.ts'
import { matchPeople } from '../merge/match-people.ts'
import { type MergedCustomer, mergePeople } from '../merge/merge-people.ts'
import { buryPersons, forgetAwaited, selectAwaited, selectDeleted } from '../merge/people-links.repository.ts'
import { resolveIssues } from '../retry-error-manager/issue.repository.ts'
import type { BuildContext, Built, Lane } from './lane.ts'
import {
  adoptVisitorLinks,
  ensureLinks,
  historyOf,
  type OutgoingLink,
  selectLinks,
} from './outgoing-links.repository.ts'

/**
 * A customer becomes a person and the link that lets our visitor sell to that person. Only a customer with a name is made in
 * the books, and one whose person was deleted there is not made again, unless an order waits for them.
 */
export const customerLane: Lane = {
  entity: 'customer',
  root: 'People',
  readBack: (tx, account, customerIds) => adoptVisitorLinks(tx, account.id, account.visitorId, customerIds),
  build,
  accepted: async (tx, customerIds) => {
    await agreeOnSent(tx, 'People', customerIds)
    await forgetAwaited(tx, customerIds)
    await markForPush(tx, 'address', await addressesToSend(tx, customerIds))
  },
  needsAttention: async () => undefined,
}

async function build(tx: Tx, context: BuildContext, records: readonly DirtyRecord[]): Promise<Built> {
  const ids = records.map((record) => record.localId)
  const awaited = await selectAwaited(tx, ids)
  const links = await linkCustomers(tx, context, ids, awaited)
  const customers = await mergePeople(tx, context, ids, { mark: false })
  const built: Built = { ready: [], done: [], refused: [], waiting: [] }
  const sent: { localId: string; fields: Partial<PersonContact> }[] = []
  for (const record of records) {
    const customer = customers.get(record.localId)
    const person = links.people.get(record.localId)
    const news = customer && person && mayBeSent(customer) ? newsOf(customer, person) : null
    const rows = customer && person && news ? toRows(customer, person, news) : {}
    if (news && rows.People) sent.push({ localId: record.localId, fields: news })
    if ((news && rows.People) || rows.VisitorPeople)
      built.ready.push({ record, rows, hash: contentHash(news), ...historyOf(person) })
    else built.done.push(record)
  }
  await saveSent(tx, context.account.id, 'People', sent)
  return built

  function mayBeSent({ record: { id, firstName, lastName }, push }: MergedCustomer): boolean {
    if (links.deleted.has(id)) return false
    return push !== null || firstName !== '' || lastName !== '' || awaited.has(id)
  }

  function toRows(
    { record: { id } }: MergedCustomer,
    person: OutgoingLink,
    news: Partial<PersonContact>,
  ): OutgoingRows {
    const { clientId, mahakId } = person
    const rows: OutgoingRows = {}
    if (mahakId === null || Object.keys(news).length > 0)
      rows.People = [{ localId: id, clientId, mahakId, draft: toPersonDraft(news, person, context.office) }]
    if (!links.visits.get(id)?.mahakId) {
      const draft = toVisitorPerson({ clientId, personId: mahakId }, context.office)
      rows.VisitorPeople = [{ localId: id, clientId: null, mahakId: null, draft }]
    }
    return rows
  }
}

/** Everything about a customer who is new to the books; of a known one only what they do not say already. */
const newsOf = ({ record, push }: MergedCustomer, { mahakId }: OutgoingLink): Partial<PersonContact> =>
  mahakId === null ? contactOf(record) : (push ?? {})

interface CustomerLinks {
  people: Map<string, OutgoingLink>
  visits: Map<string, OutgoingLink>
  /** Customers whose person is deleted at Mahak, and for whom no order waits. */
  deleted: Set<string>
}

async function linkCustomers(
  tx: Tx,
  { account }: BuildContext,
  ids: readonly string[],
  awaited: ReadonlySet<string>,
): Promise<CustomerLinks> {
  const customers = await lockCustomers(tx, ids)
  const deleted = await selectDeleted(tx, account.id, ids)
  const missed = [...deleted].filter((id) => awaited.has(id))
  const buried = await buryPersons(tx, account.id, missed)
  await resolveIssues(tx, 'People', buried.map(String), ['person_deleted'])
  for (const id of missed) deleted.delete(id)
  const keys = customers.map(({ id }) => ({ localId: id, ownerId: id }))
  await ensureLinks(
    tx,
    account.id,
    'People',
    keys.map(({ localId }) => ({ localId, ownerId: null })),
  )
  await ensureLinks(tx, account.id, 'VisitorPeople', keys)
  const matched = await matchPeople(
    tx,
    account.id,
    customers.map(({ id }) => id),
    customers.map(({ mobile }) => mobile),
  )
  await markForPush(tx, 'address', await addressesToSend(tx, matched))
  await adoptVisitorLinks(tx, account.id, account.visitorId, ids)
  return {
    people: await selectLinks(tx, account.id, 'People', ids),
    visits: await selectLinks(tx, account.id, 'VisitorPeople', ids),
    deleted,
  }
}
