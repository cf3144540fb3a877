import {
  digestCategories,
  digestProducts,
  digestVariants,
  readCategoriesForCompare,
  readProductsForCompare,
  readVariantsForCompare,
} from '@hybrid-store/core/catalog'
import { categoryRow, detailRow, productRow } from '../../data-transformer/goods-rows.ts'
import { toCategory, toProduct, toVariant } from '../../data-transformer/to-shop.ts'
import { localId } from '../../local-id.ts'
import { linkedRows } from '../../upsert-engine/link-rows.ts'
import { driftsOf, type Fields } from '../drift.ts'
import type { Compared, Comparison } from './comparison.ts'
import { type LinkedRow, mirrorOf, selectLinkedRows } from './linked.repository.ts'

type GoodsEntity = 'ProductCategories' | 'Products' | 'ProductDetails'

// Goods are the books' alone: whatever the shop says otherwise is wrong.

export const categories: Comparison = {
  entity: 'ProductCategories',
  groups: ['catalog'],
  digest: digestCategories,
  mirror: (accountId) => mirrorOf(accountId, 'ProductCategories'),
  compare: async (tx, { account }, ids) => {
    const rows = await selectLinkedRows(tx, account.id, 'ProductCategories', null, ids)
    const here = (await readCategoriesForCompare(tx, ids)).map((row) => ({ ...row }))
    const there = rows.map(({ doc, localId: id }) => toCategory(categoryRow.parse(doc), localId('cat', id)))
    return compareGoods('ProductCategories', rows, here, there)
  },
}

export const products: Comparison = {
  entity: 'Products',
  groups: ['catalog'],
  digest: digestProducts,
  mirror: (accountId) => mirrorOf(accountId, 'Products'),
  compare: async (tx, { account }, ids) => {
    const rows = await selectLinkedRows(tx, account.id, 'Products', null, ids)
    const parsed = rows.map(({ doc, localId: id }) => ({ row: productRow.parse(doc), id: localId('prd', id) }))
    const wanted = parsed.map(({ row }) => row.ProductCategoryId)
    const categoryOf = await linkedRows(tx, account.id, 'ProductCategories', 'cat', wanted)
    const there = parsed.map(({ row, id }) => toProduct(row, id, categoryOf(row.ProductCategoryId)))
    const here = (await readProductsForCompare(tx, ids)).map((row) => ({ ...row }))
    return compareGoods('Products', rows, here, there)
  },
}

export const variants: Comparison = {
  entity: 'ProductDetails',
  groups: ['catalog'],
  digest: digestVariants,
  mirror: (accountId) => mirrorOf(accountId, 'ProductDetails'),
  compare: async (tx, { account, config }, ids) => {
    const rows = await selectLinkedRows(tx, account.id, 'ProductDetails', null, ids)
    const parsed = rows.map(({ doc, localId: id }) => ({ row: detailRow.parse(doc), id: localId('var', id) }))
    const wanted = parsed.map(({ row }) => row.ProductId)
    const productOf = await linkedRows(tx, account.id, 'Products', 'prd', wanted)
    const there = parsed.map(({ row, id }) => {
      const { priceLevels, options, ...fields } = toVariant(row, id, productOf(row.ProductId) ?? NO_PRODUCT, config)
      return { ...fields, ...flat(options, priceLevels) }
    })
    const here = (await readVariantsForCompare(tx, ids)).map(({ priceLevels, options, price: _, ...fields }) => ({
      ...fields,
      ...flat(options, priceLevels),
    }))
    return compareGoods('ProductDetails', rows, here, there)
  },
}

/** A detail without its product waits and is never compared. */
const NO_PRODUCT = 'prd_'

const flat = (options: readonly { code: number; value: string }[], prices: readonly number[]): Fields => ({
  options: options.map(({ code, value }) => `${code}: ${value}`).join(', '),
  ...Object.fromEntries(prices.map((price, index) => [`price${index + 1}`, price])),
})

type Goods = Fields & { readonly id: string; readonly deleted: boolean }

function compareGoods(
  entity: GoodsEntity,
  rows: readonly LinkedRow[],
  ours: readonly Goods[],
  theirs: readonly Goods[],
): Compared[] {
  const here = new Map(ours.map((record) => [record.id, record]))
  const there = new Map(theirs.map((record) => [record.id, record]))
  return rows.map(({ localId: id, mahakId, moving }) => {
    const recordId = String(mahakId)
    const sides = { here: alive(here.get(id)), there: alive(there.get(id)) }
    return { localId: id, recordId, moving, drifts: driftsOf({ entity, recordId, mahakId, localId: id, ...sides }) }
  })
}

const alive = (record: Goods | undefined): Fields | null => (record && !record.deleted ? record : null)
