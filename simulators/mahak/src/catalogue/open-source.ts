import { readFile } from 'node:fs/promises'
import type { Shop, SkippedRow } from './catalogue.ts'
import { shopSchema } from './catalogue.ts'
import { demoCatalogue } from './demo/demo-catalogue.ts'
import { generateProducts } from './demo/generate-products.ts'
import type { Products } from './import-products.ts'
import { readCatalogueFile } from './read-catalogue-file.ts'
import { openLinesCatalogue } from './read-lines-catalogue.ts'

export type CatalogueSource =
  | { kind: 'demo' }
  /** This many made-up products, for loads and measurements. */
  | { kind: 'generated'; products: number }
  /**
   * A JSON file of the README's format, the same a product per line (`.ndjson`), or a product export of WooCommerce,
   * whose prices are Toman unless told.
   */
  | { kind: 'file'; path: string; wooUnit?: 'toman' | 'rial' }

export interface OpenedSource {
  shop: Shop
  products: Products
  /** Complete when the last product was read. */
  skipped: SkippedRow[]
}

export async function openSource(source: CatalogueSource): Promise<OpenedSource> {
  if (source.kind === 'demo') return { ...demoCatalogue(), skipped: [] }
  if (source.kind === 'generated') return openGenerated(source.products)
  if (/\.(ndjson|jsonl)$/i.test(source.path)) return openLinesCatalogue(source.path)
  const { catalogue, skipped } = readCatalogueFile(await readFile(source.path, 'utf8'), source.wooUnit ?? 'toman')
  return { ...catalogue, skipped }
}

function openGenerated(count: number): OpenedSource {
  const shop = shopSchema.parse({})
  const visitors = shop.visitors.slice(0, 1).map((visitor) => visitor.userName)
  return { shop, products: generateProducts({ count, stores: shop.stores, visitors }), skipped: [] }
}
