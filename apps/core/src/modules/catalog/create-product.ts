import type { NewProductBody } from '@hybrid-store/contracts'
import { addToOutbox, type Tx } from '@hybrid-store/database'
import { fail, type Id, newId, ok, type Result, type Rial, rial, slugify } from '@hybrid-store/kernel'
import { applyRemoteVariants } from './apply-remote-variants.ts'
import { type FieldError, problemsOfNewProduct, tidyNewProduct } from './check-new-product.ts'
import { insertMadeHere, readKnownCategories, readPropertyCodes } from './made-here.repository.ts'
import type { RemoteVariant } from './remote-rows.ts'
import { searchKey } from './search-key.ts'
import { slugsFor } from './slugs.repository.ts'

/**
 * Makes a product in the shop; the books hear of it by the dirty set. It is shown at once, but nothing of it can be bought
 * before stock has come from the books.
 */
export async function createProduct(
  tx: Tx,
  body: NewProductBody,
): Promise<Result<{ id: Id<'prd'> }, { code: 'invalid_request'; errors: FieldError[] }>> {
  const product = tidyNewProduct(body)
  const codes = await readPropertyCodes(tx)
  const categoryIds = await readKnownCategories(tx, product.categoryId === null ? [] : [product.categoryId])
  const errors = problemsOfNewProduct(product, { categoryIds, options: new Set(codes.keys()) })
  if (errors.length > 0) return fail({ code: 'invalid_request', errors })

  const id = newId('prd')
  const [slug = id] = await slugsFor(tx, 'product', [{ id, slug: slugify(product.name, 'کالا') }])
  await insertMadeHere(tx, { ...product, id, slug, searchKey: searchKey(product.name) })
  await applyRemoteVariants(tx, variantsOf(product, id, codes))
  await addToOutbox(tx, 'catalog_sync_request', { type: 'sync.drain', body: { reason: 'product' } })
  return ok({ id })
}

const LEVELS = 10

/** Beside variants with options the books keep a base row without any (Mahak API reference §4.3). */
function variantsOf(
  { variants }: NewProductBody,
  productId: Id<'prd'>,
  codes: ReadonlyMap<string, number>,
): RemoteVariant[] {
  const made = variants.map(({ options, barcode, price }) => ({
    ...blank(productId),
    barcode,
    options: options.flatMap(({ name, value }) => {
      const code = codes.get(name)
      return code === undefined ? [] : [{ code, value }]
    }),
    isBase: options.length === 0,
    priceLevels: levels(rial(price)),
  }))
  return made.some(({ isBase }) => isBase) ? made : [blank(productId), ...made]
}

const blank = (productId: Id<'prd'>): RemoteVariant => ({
  id: newId('var'),
  productId,
  code: 0,
  barcode: '',
  options: [],
  isBase: true,
  priceLevels: levels(rial(0)),
  sellPriceLevel: 1,
  deleted: false,
})

const levels = (first: Rial): Rial[] => [first, ...Array.from({ length: LEVELS - 1 }, () => rial(0))]
