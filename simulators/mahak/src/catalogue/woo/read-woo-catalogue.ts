import { type CatalogueProduct, productSchema, shopSchema } from '../catalogue.ts'
import { describeIssues } from '../describe-issues.ts'
import type { CatalogueFile } from '../read-catalogue-file.ts'
import { parseWooRows, type WooRow } from './woo-row.ts'

type Unit = 'toman' | 'rial'

/** A product export of WooCommerce as it is: simple products, and variable ones with their variations. */
export function readWooCatalogue(text: string, unit: Unit): CatalogueFile {
  const { rows, skipped } = parseWooRows(text)
  const shop = shopSchema.parse({})
  const store = shop.stores[0] ?? ''
  const { families, orphans } = groupByParent(rows)
  skipped.push(...orphans.map((row) => ({ line: row.line, reason: `no product has the parent "${row.parent}"` })))
  const products: CatalogueProduct[] = []
  for (const [row, variations] of families) {
    const priced = [...variations, ...(variations.length === 0 ? [row] : [])].filter((part) => {
      if (part.price !== null) return true
      skipped.push({ line: part.line, reason: 'no price' })
      return false
    })
    if (priced.length === 0) continue
    const product = productSchema.safeParse(toProduct(row, priced, store, unit))
    if (product.success) products.push(product.data)
    else skipped.push({ line: row.line, reason: describeIssues(product.error) })
  }
  return { catalogue: { shop, products }, skipped: skipped.sort((a, b) => a.line - b.line) }
}

/** Variations name their parent as `id:123` or by its SKU. */
function groupByParent(rows: readonly WooRow[]): { families: Map<WooRow, WooRow[]>; orphans: WooRow[] } {
  const parents = rows.filter((row) => row.type !== 'variation')
  const byReference = new Map(parents.flatMap((row) => [[`id:${row.id}`, row] as const, [row.sku, row] as const]))
  const families = new Map<WooRow, WooRow[]>(parents.map((row) => [row, []]))
  const orphans: WooRow[] = []
  for (const row of rows.filter((candidate) => candidate.type === 'variation')) {
    const parent = row.parent ? byReference.get(row.parent) : undefined
    if (parent) families.get(parent)?.push(row)
    else orphans.push(row)
  }
  return { families, orphans }
}

const toProduct = (row: WooRow, parts: readonly WooRow[], store: string, unit: Unit) => ({
  name: row.name,
  category: row.category,
  description: row.description || null,
  // What is not published stays in the books, but is not assigned to anybody.
  ...(row.isPublished ? {} : { visitors: [] }),
  pictures: Math.min(9, row.pictures),
  variants: parts.map((part) => ({
    properties: part === row ? {} : part.attributes,
    prices: [(part.price ?? 0) * (unit === 'toman' ? 10 : 1)],
    barcode: part.sku,
    stock: { [store]: part.stock ?? 0 },
  })),
})
