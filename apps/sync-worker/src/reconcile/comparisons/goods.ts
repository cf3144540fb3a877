import {
  digestCategories,
  digestProducts,
  digestVariants,
  type RemoteVariant,
  readCategoriesForCompare,
  readProductsForCompare,
  readVariantsForCompare,
} from '@hybrid-store/core/catalog'
import { categoryRow, detailRow, productRow } from '../../data-transformer/goods-rows.ts'
import { toCategory, toProduct, toVariant } from '../../data-transformer/to-shop.ts'
import { localId } from '../../local-id.ts'
import { linkedRows } from '../../upsert-engine/link-rows.ts'
import { driftsOf, type Fields } from '../drift.ts'
import type { Compared, Comparison, Sayings } from './comparison.ts'
import { type LinkedRow, mirrorOf, selectLinkedRows } from './linked.repository.ts'

type GoodsEntity = 'ProductCategories' | 'Products' | 'ProductDetails'

// Of goods the shop writes a few fields only, and those are told to the books: until then the product is moving.

export const categories: Comparison = {
  entity: 'ProductCategories',
  groups: ['catalog'],
  digest: digestCategories,
  mirror: (accountId) => mirrorOf(accountId, 'ProductCategories'),
  here: async (db, _account, ids) => sayingsOf((await readCategoriesForCompare(db, ids)).map((row) => ({ ...row }))),
  compare: async (tx, { account }, ids) => {
    const rows = await selectLinkedRows(tx, account.id, 'ProductCategories', null, ids)
    const there = rows.map(({ doc, localId: id }) => toCategory(categoryRow.parse(doc), localId('cat', id)))
    return compareGoods('ProductCategories', rows, await categories.here(tx, account, ids), sayingsOf(there))
  },
}

export const products: Comparison = {
  entity: 'Products',
  groups: ['catalog'],
  digest: digestProducts,
  mirror: (accountId) => mirrorOf(accountId, 'Products'),
  here: async (db, _account, ids) => sayingsOf((await readProductsForCompare(db, ids)).map((row) => ({ ...row }))),
  compare: async (tx, { account }, ids) => {
    const rows = await selectLinkedRows(tx, account.id, 'Products', 'product', ids)
    const parsed = rows.map(({ doc, localId: id }) => ({ row: productRow.parse(doc), id: localId('prd', id) }))
    const wanted = parsed.map(({ row }) => row.ProductCategoryId)
    const categoryOf = await linkedRows(tx, account.id, 'ProductCategories', 'cat', wanted)
    const there = parsed.map(({ row, id }) => toProduct(row, id, categoryOf(row.ProductCategoryId)))
    return compareGoods('Products', rows, await products.here(tx, account, ids), sayingsOf(there))
  },
}

export const variants: Comparison = {
  entity: 'ProductDetails',
  groups: ['catalog'],
  digest: digestVariants,
  mirror: (accountId) => mirrorOf(accountId, 'ProductDetails'),
  here: async (db, _account, ids) =>
    sayingsOf((await readVariantsForCompare(db, ids)).map(({ price: _, ...variant }) => flat(variant))),
  compare: async (tx, { account, config }, ids) => {
    const rows = await selectLinkedRows(tx, account.id, 'ProductDetails', null, ids)
    const parsed = rows.map(({ doc, localId: id }) => ({ row: detailRow.parse(doc), id: localId('var', id) }))
    const wanted = parsed.map(({ row }) => row.ProductId)
    const productOf = await linkedRows(tx, account.id, 'Products', 'prd', wanted)
    const there = parsed.map(({ row, id }) => flat(toVariant(row, id, productOf(row.ProductId) ?? NO_PRODUCT, config)))
    return compareGoods('ProductDetails', rows, await variants.here(tx, account, ids), sayingsOf(there))
  },
}

/** A detail without its product waits and is never compared. */
const NO_PRODUCT = 'prd_'

const flat = ({ options, priceLevels, ...fields }: RemoteVariant) => ({
  ...fields,
  options: options.map(({ code, value }) => `${code}: ${value}`).join(', '),
  ...Object.fromEntries(priceLevels.map((price, index) => [`price${index + 1}`, price])),
})

const sayingsOf = (rows: readonly (Fields & { readonly id: string; readonly deleted: boolean })[]): Sayings =>
  new Map(rows.map((row) => [row.id, row.deleted ? null : row]))

const compareGoods = (entity: GoodsEntity, rows: readonly LinkedRow[], here: Sayings, there: Sayings): Compared[] =>
  rows.map(({ localId: id, mahakId, moving }) => {
    const recordId = String(mahakId)
    const sides = { here: here.get(id) ?? null, there: there.get(id) ?? null }
    return { localId: id, recordId, moving, drifts: driftsOf({ entity, recordId, mahakId, localId: id, ...sides }) }
  })
