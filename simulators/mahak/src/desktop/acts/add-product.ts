import type { Tx } from '@hybrid-store/database'
import type { CatalogueProduct } from '../../catalogue/catalogue.ts'
import { draftProducts, type Places } from '../../catalogue/draft-products.ts'
import { draftRows } from '../../catalogue/drafts.ts'
import { entityOf } from '../../entities/index.ts'
import { textIn } from '../../entities/members.ts'
import { findAll } from '../../store/rows.repository.ts'
import { DESKTOP, type UploadDeps, upload } from '../../store/upload.ts'
import { type Draft, writeRows } from '../../store/write-rows.ts'

export interface AddedProduct {
  productId: number
  productDetailIds: number[]
}

/** Adds a product as the catalogue describes one; a category or property that is not there yet is made. */
export function addProduct(deps: UploadDeps, product: CatalogueProduct): Promise<AddedProduct> {
  return upload(deps, DESKTOP, async (tx, batch) => {
    const { places, drafts } = await findPlaces(tx, product)
    const goods = await draftProducts(tx, [product], places)
    await writeRows(tx, batch, [
      ...drafts,
      ...goods.products,
      ...goods.details,
      ...goods.stock,
      ...goods.links,
      ...goods.pictures,
      ...goods.galleries,
    ])
    return { productId: goods.products[0]?.id ?? 0, productDetailIds: goods.details.map((detail) => detail.id) }
  })
}

const ALL = { limit: 10_000, offset: 0 }

async function findPlaces(tx: Tx, product: CatalogueProduct): Promise<{ places: Places; drafts: Draft[] }> {
  const category = await ensureCategory(tx, product.category)
  const properties = await ensureProperties(tx, product)
  const ids = async (list: string, member: string) =>
    new Map((await findAll(tx, entityOf(list), ALL)).map((row) => [textIn(row.members, member), row.id]))
  return {
    places: {
      visitors: await ids('Visitors', 'Username'),
      stores: await ids('Stores', 'Name'),
      categories: new Map([[product.category, { id: category.id, code: category.code }]]),
      properties: properties.codes,
    },
    drafts: [...category.drafts, ...properties.drafts],
  }
}

async function ensureCategory(tx: Tx, name: string): Promise<{ id: number; code: number; drafts: Draft[] }> {
  const categories = await findAll(tx, entityOf('ProductCategories'), ALL)
  const known = categories.find((row) => textIn(row.members, 'Name').trim() === name.trim())
  if (known) return { id: known.id, code: known.code, drafts: [] }
  const code = 1 + Math.max(0, ...categories.map((row) => row.code))
  const drafts = await draftRows(tx, 'ProductCategories', [{ ProductCategoryCode: code, Name: name }])
  return { id: drafts[0]?.id ?? 0, code, drafts }
}

async function ensureProperties(
  tx: Tx,
  product: CatalogueProduct,
): Promise<{ codes: Map<string, number>; drafts: Draft[] }> {
  const known = await findAll(tx, entityOf('PropertyDescriptions'), ALL)
  const codes = new Map(known.map((row) => [textIn(row.members, 'Title'), row.code]))
  const titles = new Set(product.variants.flatMap((variant) => Object.keys(variant.properties)))
  const missing = [...titles].filter((title) => !codes.has(title))
  const first = 1 + Math.max(2, ...codes.values())
  for (const [index, title] of missing.entries()) codes.set(title, first + index)
  const rows = missing.map((Title) => ({
    PropertyDescriptionCode: codes.get(Title) ?? 0,
    Name: Title,
    Title,
    DataType: 2,
    DisplayType: 2,
  }))
  return { codes, drafts: await draftRows(tx, 'PropertyDescriptions', rows) }
}
