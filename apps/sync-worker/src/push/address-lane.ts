import type { DirtyRecord, Tx } from '@hybrid-store/database'
import type { Aggregate } from '../bulk-saver/aggregate.ts'
import { type AddressFields, addressFieldsOf, toAddressMembers } from '../data-transformer/address-fields.ts'
import { contentHash } from '../data-transformer/content-hash.ts'
import type { Regions } from '../data-transformer/regions.ts'
import { agreeOnSent, saveSent } from '../merge/agreement.repository.ts'
import { type MergedAddress, mergeAddresses } from '../merge/merge-addresses.ts'
import { readRegions } from '../merge/read-regions.ts'
import type { BuildContext, Built, Lane } from './lane.ts'
import { ensureLinks, historyOf, type OutgoingLink, selectBuyers, selectLinks } from './outgoing-links.repository.ts'

/**
 * An address of a customer becomes an address of the person. It is sent once Mahak knows the person, by its id, as Mahak's own
 * clients do (Mahak API reference §5.1); until then it is left, and the acceptance of the customer brings it back.
 */
export const addressLane: Lane = {
  entity: 'address',
  root: 'PersonAddresses',
  build,
  accepted: (tx, addressIds) => agreeOnSent(tx, 'PersonAddresses', addressIds),
  needsAttention: async () => undefined,
}

async function build(tx: Tx, { account }: BuildContext, records: readonly DirtyRecord[]): Promise<Built> {
  const ids = records.map((record) => record.localId)
  const regions = await readRegions(tx, account.id)
  const addresses = await mergeAddresses(tx, account.id, ids, regions, { mark: false })
  const persons = await selectBuyers(
    tx,
    account.id,
    [...addresses.values()].map(({ record }) => record.customerId),
  )
  const known = [...addresses.values()].filter(({ record }) => persons.has(record.customerId))
  await ensureLinks(
    tx,
    account.id,
    'PersonAddresses',
    known.map(({ record }) => ({ localId: record.id, ownerId: null })),
  )
  const links = await selectLinks(tx, account.id, 'PersonAddresses', ids)
  const built: Built = { ready: [], done: [], refused: [], waiting: [] }
  const sent: { localId: string; fields: Partial<AddressFields> }[] = []
  for (const record of records) {
    const address = addresses.get(record.localId)
    const link = links.get(record.localId)
    const fields = address && link ? newsOf(address, link, regions) : {}
    const personId = persons.get(address?.record.customerId ?? '')
    if (!link || personId === undefined || Object.keys(fields).length === 0) built.done.push(record)
    else {
      sent.push({ localId: record.localId, fields })
      built.ready.push(toAggregate(record, link, personId, fields))
    }
  }
  await saveSent(tx, account.id, 'PersonAddresses', sent)
  return built
}

/** Everything about an address that is new to the books, unless it is deleted already; of a known one what has changed. */
function newsOf({ record, push }: MergedAddress, link: OutgoingLink, regions: Regions): Partial<AddressFields> {
  if (link.mahakId !== null) return push ?? {}
  return record.deleted && link.sentHash === null ? {} : addressFieldsOf(record, regions)
}

function toAggregate(
  record: DirtyRecord,
  link: OutgoingLink,
  personId: number,
  fields: Partial<AddressFields>,
): Aggregate {
  const { localId, clientId, mahakId } = link
  const draft = { PersonAddressClientId: clientId, PersonId: personId, ...toAddressMembers(fields) }
  const rows = { PersonAddresses: [{ localId, clientId, mahakId, draft }] }
  return { record, rows, hash: contentHash(fields), ...historyOf(link) }
}
