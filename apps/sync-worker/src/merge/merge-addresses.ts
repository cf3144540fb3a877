import { type AddressRecord, applyRemoteAddresses, lockAddresses } from '@hybrid-store/core/customers'
import type { Tx } from '@hybrid-store/database'
import {
  type AddressFields,
  addressFieldsOf,
  fromPersonAddress,
  patchAddress,
} from '../data-transformer/address-fields.ts'
import { personAddressRow } from '../data-transformer/people-rows.ts'
import type { Regions } from '../data-transformer/regions.ts'
import { markForPush, selectAgreements } from './agreement.repository.ts'
import { mergeRecords, unreadPair } from './merge-records.ts'
import { addressPolicy } from './policies.ts'

export interface MergedAddress {
  record: AddressRecord
  /** What Mahak has to be told; null if it does not know the address. */
  push: Partial<AddressFields> | null
}

/** Merges addresses with Mahak's as they were read last, as `mergePeople` does with customers. */
export async function mergeAddresses(
  tx: Tx,
  accountId: number,
  addressIds: readonly string[],
  regions: Regions,
  { mark }: { mark: boolean },
): Promise<Map<string, MergedAddress>> {
  if (addressIds.length === 0) return new Map()
  const records = new Map((await lockAddresses(tx, addressIds)).map((record) => [record.id as string, record]))
  const agreements = await selectAgreements(tx, accountId, 'PersonAddresses', addressIds, true)
  const pairs = agreements.flatMap((agreement) => {
    const record = records.get(agreement.localId)
    if (!record) return []
    const store = addressFieldsOf(record, regions)
    if (agreement.doc === null) return [unreadPair(agreement, store)]
    return [{ agreement, store, remote: fromPersonAddress(personAddressRow.parse(agreement.doc), regions) }]
  })
  const twoWay = { accountId, record: 'address', entity: 'PersonAddresses', policy: addressPolicy } as const
  const merged = await mergeRecords<AddressFields>(tx, twoWay, pairs, mark)
  const addresses = [...records].map(([id, record]): [string, MergedAddress] => {
    const outcome = merged.get(id)
    return [id, { record: patchAddress(record, outcome?.storePatch ?? {}, regions), push: outcome?.pushPatch ?? null }]
  })
  const changed = addresses.filter(([id]) => Object.keys(merged.get(id)?.storePatch ?? {}).length > 0)
  await writeAddresses(
    tx,
    changed.map(([, { record }]) => record),
  )
  return new Map(addresses)
}

/** Writes what the books say; other addresses that lose the mark of the default are news for the books. */
export async function writeAddresses(tx: Tx, records: readonly AddressRecord[]): Promise<void> {
  await markForPush(tx, 'address', await applyRemoteAddresses(tx, records))
}
