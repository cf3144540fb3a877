import { lockWrittenHere, type ProductForSync, writeSharedFields } from '@hybrid-store/core/catalog'
import type { Tx } from '@hybrid-store/database'
import { z } from 'zod'
import { productRow } from '../data-transformer/goods-rows.ts'
import { fromProduct, type ProductFields, productFieldsOf } from '../data-transformer/product-fields.ts'
import type { ApplyContext } from '../upsert-engine/applier.ts'
import { type Agreement, selectAgreements } from './agreement.repository.ts'
import { mergeRecords, type Pair, unreadPair } from './merge-records.ts'
import { productPolicy } from './policies.ts'

export interface MergedProduct {
  /** The fields as merged. */
  fields: ProductFields
  /** What Mahak has to be told. */
  push: Partial<ProductFields>
}

/**
 * Merges those of these products that the shop has written itself with Mahak's rows as they were read last, as `mergePeople`
 * does with customers. Products of which only the books have written, which is nearly all, are left out.
 */
export async function mergeProducts(
  tx: Tx,
  { account, config }: ApplyContext,
  productIds: readonly string[],
  { mark }: { mark: boolean },
): Promise<Map<string, MergedProduct>> {
  const products = new Map((await lockWrittenHere(tx, productIds)).map((product) => [product.id as string, product]))
  if (products.size === 0) return new Map()
  const agreements = await selectAgreements(tx, account.id, 'Products', [...products.keys()])
  const pairs = agreements.flatMap((agreement) => {
    const product = products.get(agreement.localId)
    return product ? [pairOf(agreement, product)] : []
  })
  const policy = productPolicy(config.fieldOwners)
  const twoWay = { accountId: account.id, record: 'product', entity: 'Products', policy } as const
  const outcomes = await mergeRecords<ProductFields>(tx, twoWay, pairs, mark)
  const merged = pairs.flatMap(({ agreement: { localId }, store }): [string, MergedProduct][] => {
    const outcome = outcomes.get(localId)
    return outcome ? [[localId, { fields: { ...store, ...outcome.storePatch }, push: outcome.pushPatch }]] : []
  })
  await writeSharedFields(
    tx,
    merged.map(([id, { fields }]) => ({ id, ...fields })),
  )
  return new Map(merged)
}

const agreedFields = z
  .object({ name: z.string(), unit: z.string(), description: z.string(), tags: z.string(), weight: z.number() })
  .partial()

/** Before the first merge both sides had agreed on what the product was before the shop changed it. */
function pairOf(agreement: Agreement, product: ProductForSync): Pair<ProductFields> {
  const before = agreedFields.parse(product.agreed)
  const base = agreement.base ?? (Object.keys(before).length > 0 ? before : null)
  const known = { ...agreement, base }
  const store = productFieldsOf(product)
  if (agreement.doc === null) return unreadPair(known, store)
  return { agreement: known, store, remote: fromProduct(productRow.parse(agreement.doc)) }
}
