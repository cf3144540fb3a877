import { sql } from '@hybrid-store/database'
import { tidyPersian } from '@hybrid-store/kernel'
import { eventually } from '@hybrid-store/test-kit'
import { z } from 'zod'
import { inDatabase, type RunningStore } from './store.ts'

const desktopProducts = z.object({
  products: z.array(
    z.object({
      name: z.string(),
      deleted: z.boolean(),
      variants: z.array(
        z.object({
          productDetailId: z.number(),
          isBase: z.boolean(),
          deleted: z.boolean(),
          prices: z.array(z.number()),
          stock: z.record(z.string(), z.number()),
        }),
      ),
    }),
  ),
})
const shopProducts = z.object({ items: z.array(z.object({ slug: z.string(), name: z.string() })) })
const shopProduct = z.object({ variants: z.array(z.object({ id: z.string(), available: z.number() })) })
const stockAnswer = z.object({ stores: z.array(z.object({ count: z.number() })) })

export interface Goods {
  name: string
  slug: string
  path: string
  /** As the shop knows the variants. */
  variantIds: string[]
  /** As Mahak knows them. */
  detailIds: number[]
}

/**
 * A product of the demo catalogue with exactly `variants` variants, after the accountant has counted `count` pieces of each
 * (in all stores together) and the shop counts as many. What the shop shows would not do: it shows no more than 10.
 */
export async function goodsWithStock(store: RunningStore, wanted: { count: number; variants: number }): Promise<Goods> {
  const { products } = desktopProducts.parse(await getJson(`${store.mahakUrl}/desktop/api/products?limit=1000`))
  const found = products
    .map((product) => ({ ...product, variants: product.variants.filter(isSold) }))
    .find(
      (product) =>
        !product.deleted && product.variants.length === wanted.variants && product.variants.every(isPricedAndStocked),
    )
  if (!found) throw new Error(`the demo catalogue has no product with ${wanted.variants} variants`)
  for (const { productDetailId, stock } of found.variants)
    await countAnew(store, productDetailId, Object.keys(stock), wanted.count)

  const name = tidyPersian(found.name)
  const shown = await eventually(
    async () => {
      const { items } = shopProducts.parse(await getJson(`${store.url}/api/v1/products?q=${encodeURIComponent(name)}`))
      const slug = items.find((item) => item.name === name)?.slug
      if (!slug) return null
      const variants = await variantsInShop(store, slug)
      const counted = await countedInShop(
        store,
        variants.map(({ id }) => id),
      )
      return counted.length === wanted.variants && counted.every((count) => count === wanted.count)
        ? { slug, variants }
        : null
    },
    { timeoutMs: 20_000, everyMs: 200, what: `the shop to count ${wanted.count} pieces of «${name}»` },
  )
  return {
    name,
    slug: shown.slug,
    path: `/products/${encodeURIComponent(shown.slug)}`,
    variantIds: shown.variants.map(({ id }) => id),
    detailIds: found.variants.map((variant) => variant.productDetailId),
  }
}

type DesktopVariant = z.infer<typeof desktopProducts>['products'][number]['variants'][number]

const isSold = (variant: DesktopVariant): boolean => !variant.isBase && !variant.deleted
const isPricedAndStocked = ({ prices, stock }: DesktopVariant): boolean =>
  prices.every((price, i) => i > 2 || price > 0) && Object.keys(stock).length > 0

async function countAnew(
  store: RunningStore,
  detailId: number,
  storeIds: readonly string[],
  count: number,
): Promise<void> {
  for (const [place, storeId] of storeIds.entries()) {
    const body = JSON.stringify({ storeId: Number(storeId), count: place === 0 ? count : 0 })
    const url = `${store.mahakUrl}/desktop/api/variants/${detailId}/stock`
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
  }
}

/** Variants of a product with what the shop says can be bought (it tells at most 10). */
export const variantsInShop = async (store: RunningStore, slug: string) =>
  shopProduct.parse(await getJson(`${store.url}/api/v1/products/${encodeURIComponent(slug)}`)).variants

async function countedInShop(store: RunningStore, variantIds: readonly string[]): Promise<number[]> {
  const levels = await inDatabase(store, (db) =>
    db.rows<{ onHand: number }>(
      sql`select on_hand as "onHand" from inventory.level where variant_id = any(${variantIds}::text[])`,
    ),
  )
  return levels.map(({ onHand }) => onHand)
}

/** What the accountant counts of a variant, in all stores together. */
export async function stockInMahak(store: RunningStore, detailId: number): Promise<number> {
  const { stores } = stockAnswer.parse(await getJson(`${store.mahakUrl}/desktop/api/stock/${detailId}`))
  return stores.reduce((sum, { count }) => sum + count, 0)
}

const getJson = async (url: string): Promise<unknown> => (await fetch(url)).json()
