import { z } from 'zod'
import { type CatalogueProduct, productSchema, shopSchema } from './catalogue.ts'
import { describeIssues } from './describe-issues.ts'
import type { CatalogueFile } from './read-catalogue-file.ts'

const fileSchema = z.looseObject({ shop: shopSchema.prefault({}), products: z.array(z.unknown()) })

/** A catalogue in the simulator's own format (see README). Products that are not right are left out with the reason. */
export function readJsonCatalogue(text: string): CatalogueFile {
  const { shop, products } = fileSchema.parse(JSON.parse(text))
  const good: CatalogueProduct[] = []
  const skipped: CatalogueFile['skipped'] = []
  for (const [index, raw] of products.entries()) {
    const product = productSchema.safeParse(raw)
    if (product.success) good.push(product.data)
    else skipped.push({ line: index + 1, reason: describeIssues(product.error) })
  }
  return { catalogue: { shop, products: good }, skipped }
}
