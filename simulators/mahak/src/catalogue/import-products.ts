import type { Tx } from '@hybrid-store/database'
import type { Upload } from '../store/upload.ts'
import { type Draft, writeRows } from '../store/write-rows.ts'
import type { CatalogueProduct } from './catalogue.ts'
import { draftLeaves } from './categories.ts'
import { type DraftedProducts, draftProducts } from './draft-products.ts'
import { draftMissingPlaces, type Places, readPlaces } from './places.ts'

export type Products = Iterable<CatalogueProduct> | AsyncIterable<CatalogueProduct>

/** How far an import is. */
export interface Imported {
  products: number
  rows: number
}

const BATCH = 500

const LATE_LINKS = 12

/**
 * Adds any number of products, a batch of them in memory at a time; a category or property that is not there yet is made.
 * The last links are written after all goods: in a real shop some goods were assigned after all others had been sent, so
 * that their links are newer than any product and the same nine products came with every poll (§3.3).
 */
export async function importProducts(
  tx: Tx,
  upload: Upload,
  products: Products,
  onBatch: (sum: Imported, goods: DraftedProducts) => void = () => undefined,
): Promise<Imported> {
  const places = await readPlaces(tx)
  const sum: Imported = { products: 0, rows: 0 }
  let lateLinks: Draft[] = []
  for await (const batch of batchesOf(products)) {
    const { goods, drafts } = await draftBatch(tx, places, batch)
    const links = [...lateLinks, ...goods.links]
    lateLinks = links.slice(-LATE_LINKS)
    const rows = await writeRows(tx, upload, [...drafts.places, ...links.slice(0, -LATE_LINKS), ...drafts.goods])
    sum.products += batch.length
    sum.rows += rows.length
    onBatch(sum, goods)
  }
  sum.rows += (await writeRows(tx, upload, lateLinks)).length
  return sum
}

async function draftBatch(tx: Tx, places: Places, batch: readonly CatalogueProduct[]) {
  const missing = await draftMissingPlaces(tx, places, batch)
  const goods = await draftProducts(tx, batch, places)
  const leaves = await draftLeaves(tx, places.categories, goods.products, batch)
  const { products, details, stock, pictures, galleries } = goods
  return {
    goods,
    drafts: { places: missing, goods: [...products, ...details, ...stock, ...pictures, ...galleries, ...leaves] },
  }
}

async function* batchesOf(products: Products): AsyncGenerator<CatalogueProduct[]> {
  let batch: CatalogueProduct[] = []
  for await (const product of products) {
    batch.push(product)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
