import { type Queryable, sql } from '@hybrid-store/database'
import { fail, ok, type Result } from '@hybrid-store/kernel'
import { z } from 'zod'
import type { SyncConfig } from '../config.ts'
import { storeRow } from '../data-transformer/goods-rows.ts'
import { bankRow, cashRow, visitorRow } from '../data-transformer/office-rows.ts'
import { personGroupRow } from '../data-transformer/people-rows.ts'
import type { Office } from '../data-transformer/to-books.ts'
import type { Account } from '../sync-deps.ts'

export interface OfficeIncomplete {
  code: 'office_incomplete'
  /** What is missing in the books, in Persian. */
  missing: string[]
}

/**
 * The ids our documents name: the visitor's store, cash and bank, which Mahak gives by code (reference §4.8), or the first
 * ones there are.
 */
export async function readOffice(
  db: Queryable,
  account: Account,
  config: SyncConfig,
): Promise<Result<Office, OfficeIncomplete>> {
  const rows = await readDocs(db, account)
  const visitor = z
    .array(visitorRow)
    .parse(rows.Visitors)
    .find((row) => row.VisitorId === account.visitorId)
  const stores = z
    .array(storeRow)
    .parse(rows.Stores)
    .filter((row) => config.sellingStores?.includes(row.StoreCode) ?? true)
  const cashes = z.array(cashRow).parse(rows.Cashes)
  const banks = z.array(bankRow).parse(rows.Banks)
  const groups = z.array(personGroupRow).parse(rows.PersonGroups)
  const store = stores.find((row) => row.StoreCode === visitor?.StoreCode) ?? stores[0]
  const cash = cashes.find((row) => row.CashCode === visitor?.CashCode) ?? cashes[0]
  const bank = banks.find((row) => row.BankCode === visitor?.BankCode) ?? banks[0]
  const group = groups.find((row) => row.PersonGroupCode === config.personGroupCode) ?? groups[0]
  if (!store || !cash || !bank) {
    const missing = [store ? [] : 'انبار', cash ? [] : 'صندوق', bank ? [] : 'بانک'].flat()
    return fail({ code: 'office_incomplete', missing })
  }
  return ok({
    visitorId: account.visitorId,
    storeId: store.StoreId,
    cashId: cash.CashId,
    cashCode: cash.CashCode,
    bankId: bank.BankId,
    gatewayBanks: new Map(
      [...config.bankCodes].flatMap(([gateway, code]) => {
        const own = banks.find((row) => row.BankCode === code)
        return own ? [[gateway, own.BankId] as const] : []
      }),
    ),
    personGroupId: group?.PersonGroupId ?? null,
  })
}

const ENTITIES = ['Visitors', 'Stores', 'Cashes', 'Banks', 'PersonGroups'] as const

async function readDocs(db: Queryable, account: Account): Promise<Record<(typeof ENTITIES)[number], unknown[]>> {
  const rows = await db.rows<{ entity: string; doc: unknown }>(sql`
    select entity, doc from sync.mirror
    where account_id = ${account.id} and entity = any(${[...ENTITIES]}::text[]) and not deleted order by mahak_id`)
  const docsOf = (entity: string) => rows.filter((row) => row.entity === entity).map((row) => row.doc)
  return {
    Visitors: docsOf('Visitors'),
    Stores: docsOf('Stores'),
    Cashes: docsOf('Cashes'),
    Banks: docsOf('Banks'),
    PersonGroups: docsOf('PersonGroups'),
  }
}
