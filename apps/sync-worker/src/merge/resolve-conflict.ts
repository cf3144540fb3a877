import { lockWrittenHere, writeSharedFields } from '@hybrid-store/core/catalog'
import {
  applyRemoteAddresses,
  findCustomersByMobile,
  lockAddresses,
  lockCustomers,
  writeCustomers,
} from '@hybrid-store/core/customers'
import { type Database, sql, type Tx } from '@hybrid-store/database'
import { fail, ok, type Result } from '@hybrid-store/kernel'
import { z } from 'zod'
import { patchAddress } from '../data-transformer/address-fields.ts'
import { productFieldsOf } from '../data-transformer/product-fields.ts'
import { insertAudit } from '../operator/audit.repository.ts'
import { lockConflict, updateWinner } from './conflict.repository.ts'
import { readRegions } from './read-regions.ts'
import type { Side, Value } from './three-way.ts'

export type Unresolvable = { code: 'not_found' | 'mobile_taken' }

/**
 * A person decides a conflict, whatever the rule or somebody else decided before. The chosen value is written into the
 * store's record and goes its way from there like any edit, so that Mahak hears of it unless it says so already.
 */
export function resolveConflict(
  db: Database,
  id: number,
  winner: Side,
  who: string,
): Promise<Result<void, Unresolvable>> {
  return db.transaction(async (tx) => {
    const conflict = await lockConflict(tx, id)
    if (!conflict) return fail({ code: 'not_found' })
    const value = winner === 'store' ? conflict.store : conflict.mahak
    const written = await WRITERS[conflict.entity]?.(tx, conflict.recordId, conflict.field, value)
    if (!written?.ok) return written ?? fail({ code: 'not_found' })
    await updateWinner(tx, id, winner, who)
    await insertAudit(tx, who, 'resolve_conflict', [
      {
        entity: conflict.entity,
        recordId: conflict.recordId,
        before: { field: conflict.field, winner: conflict.winner },
        after: { field: conflict.field, winner },
      },
    ])
    return ok(undefined)
  })
}

type Writer = (tx: Tx, recordId: string, field: string, value: Value) => Promise<Result<void, Unresolvable>>

const WRITERS: Readonly<Record<string, Writer>> = {
  customer: writeCustomer,
  address: writeAddress,
  product: writeProduct,
}

async function writeCustomer(tx: Tx, id: string, field: string, value: Value): ReturnType<Writer> {
  const [customer] = await lockCustomers(tx, [id])
  if (!customer) return fail({ code: 'not_found' })
  if (field === 'mobile' && typeof value === 'string') {
    const owner = (await findCustomersByMobile(tx, [value])).get(value)
    if (owner !== undefined && owner !== id) return fail({ code: 'mobile_taken' })
  }
  await writeCustomers(tx, [{ ...customer, [field]: value }])
  return ok(undefined)
}

const accountRow = z.object({ id: z.int() })

async function writeAddress(tx: Tx, id: string, field: string, value: Value): ReturnType<Writer> {
  const [address] = await lockAddresses(tx, [id])
  if (!address) return fail({ code: 'not_found' })
  const account = accountRow.parse(await tx.row(sql`select id from sync.account order by id limit 1`))
  const regions = await readRegions(tx, account.id)
  await applyRemoteAddresses(tx, [patchAddress(address, { [field]: value }, regions)])
  return ok(undefined)
}

async function writeProduct(tx: Tx, id: string, field: string, value: Value): ReturnType<Writer> {
  const [product] = await lockWrittenHere(tx, [id])
  if (!product) return fail({ code: 'not_found' })
  await writeSharedFields(tx, [{ id, ...productFieldsOf(product), [field]: value }])
  return ok(undefined)
}
