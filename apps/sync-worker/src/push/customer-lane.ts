import { readCustomersForSync } from '@hybrid-store/core/customers'
import type { DirtyRecord, Tx } from '@hybrid-store/database'
import type { Aggregate, OutgoingRows } from '../bulk-saver/aggregate.ts'
import { contentHash } from '../data-transformer/content-hash.ts'
import { toPerson, toVisitorPerson } from '../data-transformer/to-books.ts'
import type { BuildContext, Built, Lane } from './lane.ts'
import {
  adoptVisitorLinks,
  ensureLinks,
  matchPeople,
  type OutgoingLink,
  selectLinks,
} from './outgoing-links.repository.ts'

type Customer = Awaited<ReturnType<typeof readCustomersForSync>>[number]

/** A customer becomes a person and the link that lets our visitor sell to that person. */
export const customerLane: Lane = {
  entity: 'customer',
  root: 'People',
  build,
  accepted: async () => undefined,
  needsAttention: async () => undefined,
}

async function build(tx: Tx, { account, office }: BuildContext, records: readonly DirtyRecord[]): Promise<Built> {
  const ids = records.map((record) => record.localId)
  const customers = new Map<string, Customer>(
    (await readCustomersForSync(tx, ids)).map((customer) => [customer.id, customer]),
  )
  const hashed = [...customers.values()].map((customer) => ({ ...customer, hash: hashOf(customer) }))
  await ensureLinks(
    tx,
    account.id,
    'People',
    hashed.map(({ id }) => ({ localId: id, ownerId: null })),
  )
  await ensureLinks(
    tx,
    account.id,
    'VisitorPeople',
    hashed.map(({ id }) => ({ localId: id, ownerId: id })),
  )
  await matchPeople(tx, account.id, hashed)
  await adoptVisitorLinks(tx, account.id, account.visitorId, ids)
  const people = await selectLinks(tx, account.id, 'People', ids)
  const visits = await selectLinks(tx, account.id, 'VisitorPeople', ids)

  const built: Built = { ready: [], done: [], refused: [], waiting: [] }
  for (const record of records) {
    const customer = customers.get(record.localId)
    const person = people.get(record.localId)
    const aggregate = customer && person ? toAggregate(record, customer, person) : null
    if (aggregate) built.ready.push(aggregate)
    else built.done.push(record)
  }
  return built

  function toAggregate(record: DirtyRecord, customer: Customer, person: OutgoingLink): Aggregate | null {
    const hash = hashOf(customer)
    const document = { ...customer, clientId: person.clientId, personId: person.mahakId }
    const rows: OutgoingRows = {}
    const known = person.mahakId !== null
    if (!known || person.baseHash !== hash)
      rows.People = [
        { localId: customer.id, clientId: person.clientId, stored: known, draft: toPerson(document, office) },
      ]
    if (!visits.get(customer.id)?.mahakId)
      rows.VisitorPeople = [
        { localId: customer.id, clientId: null, stored: false, draft: toVisitorPerson(document, office) },
      ]
    return rows.People || rows.VisitorPeople ? { record, rows, hash, sentHash: person.sentHash } : null
  }
}

/** What a customer's person says, without the ids, which a first answer changes. */
const hashOf = ({ firstName, lastName, mobile }: Customer): string => contentHash({ firstName, lastName, mobile })
