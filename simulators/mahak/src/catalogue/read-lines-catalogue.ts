import { open } from 'node:fs/promises'
import { z } from 'zod'
import { type CatalogueProduct, productSchema, shopSchema } from './catalogue.ts'
import { describeIssues } from './describe-issues.ts'
import type { OpenedSource } from './open-source.ts'

const shopLineSchema = z.strictObject({ shop: shopSchema })

/**
 * A catalogue of any size: a product per line, read line by line. The first line may be `{"shop": …}`. Products that are
 * not right are left out with the reason.
 */
export async function openLinesCatalogue(path: string): Promise<OpenedSource> {
  const shop = shopLineSchema.safeParse(parseJson(await firstLineOf(path)))
  const skipped: OpenedSource['skipped'] = []
  return {
    shop: shop.success ? shop.data.shop : shopSchema.parse({}),
    products: readProducts(path, shop.success, skipped),
    skipped,
  }
}

async function firstLineOf(path: string): Promise<string> {
  const file = await open(path)
  for await (const line of file.readLines()) return line
  return ''
}

async function* readProducts(
  path: string,
  hasShop: boolean,
  skipped: OpenedSource['skipped'],
): AsyncGenerator<CatalogueProduct> {
  const file = await open(path)
  let number = 0
  for await (const line of file.readLines()) {
    number += 1
    if (line.trim() === '' || (number === 1 && hasShop)) continue
    const product = productSchema.safeParse(parseJson(line))
    if (product.success) yield product.data
    else skipped.push({ line: number, reason: describeIssues(product.error) })
  }
}

/** Undefined where the line is no JSON; the schema then says so. */
function parseJson(line: string): unknown {
  try {
    return JSON.parse(line.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}
