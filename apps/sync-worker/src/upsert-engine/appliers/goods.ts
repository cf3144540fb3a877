import {
  applyRemoteCategories,
  applyRemoteProducts,
  applyRemoteProperties,
  applyRemoteVariants,
} from '@hybrid-store/core/catalog'
import { categoryRow, detailRow, productRow, propertyRow } from '../../data-transformer/goods-rows.ts'
import { toCategory, toProduct, toProperty, toVariant } from '../../data-transformer/to-shop.ts'
import { mergeProducts } from '../../merge/merge-products.ts'
import { adoptByClientId } from '../../merge/people-links.repository.ts'
import { applier } from '../applier.ts'
import { linkedRows, linkRows } from '../link-rows.ts'

export const applyCategories = applier(categoryRow, async (tx, { account }, rows) => {
  const ids = rows.map((row) => row.ProductCategoryId)
  const idOf = await linkRows(tx, account.id, 'ProductCategories', 'cat', ids)
  await applyRemoteCategories(
    tx,
    rows.map((row) => toCategory(row, idOf(row.ProductCategoryId))),
  )
  return undefined
})

export const applyProperties = applier(propertyRow, async (tx, _context, rows) => {
  await applyRemoteProperties(tx, rows.map(toProperty))
  return undefined
})

/** A product whose category has not come is shown without one until it comes. What the shop has written of one is merged. */
export const applyProducts = applier(productRow, async (tx, context, rows) => {
  const { account } = context
  const ids = rows.map((row) => row.ProductId)
  await adoptByClientId(tx, account.id, 'Products', ids)
  const idOf = await linkRows(tx, account.id, 'Products', 'prd', ids)
  const categories = rows.map((row) => row.ProductCategoryId)
  const categoryOf = await linkedRows(tx, account.id, 'ProductCategories', 'cat', categories)
  const merged = await mergeProducts(tx, context, ids.map(idOf), { mark: true })
  await applyRemoteProducts(
    tx,
    rows.map((row) => {
      const id = idOf(row.ProductId)
      return { ...toProduct(row, id, categoryOf(row.ProductCategoryId)), ...merged.get(id)?.fields }
    }),
  )
  const waits = rows.flatMap((row) =>
    row.ProductCategoryId !== null && categoryOf(row.ProductCategoryId) === null
      ? [{ id: row.ProductId, waitsEntity: 'ProductCategories', waitsId: row.ProductCategoryId }]
      : [],
  )
  return { waits }
})

export const applyDetails = applier(detailRow, async (tx, { account, config }, rows) => {
  const products = rows.map((row) => row.ProductId)
  const productOf = await linkedRows(tx, account.id, 'Products', 'prd', products)
  const orphans = rows
    .filter((row) => productOf(row.ProductId) === null)
    .map((row) => ({ id: row.ProductDetailId, waitsEntity: 'Products', waitsId: row.ProductId }))
  const ids = rows.filter((row) => productOf(row.ProductId) !== null).map((row) => row.ProductDetailId)
  await adoptByClientId(tx, account.id, 'ProductDetails', ids)
  const idOf = await linkRows(tx, account.id, 'ProductDetails', 'var', ids)
  await applyRemoteVariants(
    tx,
    rows.flatMap((row) => {
      const productId = productOf(row.ProductId)
      return productId === null ? [] : [toVariant(row, idOf(row.ProductDetailId), productId, config)]
    }),
  )
  return { orphans }
})
