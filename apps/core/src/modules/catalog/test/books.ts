import { type Id, newId, rial } from '@hybrid-store/kernel'
import type { TestDatabase } from '@hybrid-store/test-kit'
import { applyRemoteStock } from '../../inventory/index.ts'
import {
  applyRemoteCategories,
  applyRemoteProducts,
  applyRemoteVariants,
  type RemoteProduct,
  type RemoteVariant,
} from '../index.ts'

/** Ten price levels of which the first ones are given. */
export const levels = (...prices: number[]) => Array.from({ length: 10 }, (_, index) => rial(prices[index] ?? 0))

/** Writes goods in the name of the books; each row is a valid one unless told otherwise. */
export function books(db: TestDatabase) {
  const location = newId('loc')
  let code = 0
  let stockVersion = 0
  const nextCode = () => {
    code += 1
    return code
  }
  const productRow = (row: Partial<RemoteProduct> = {}): RemoteProduct => ({
    id: newId('prd'),
    categoryId: null,
    name: 'کالا',
    description: '',
    unit: 'عدد',
    code: nextCode(),
    taxPercent: 0,
    chargePercent: 0,
    weight: 0,
    tags: '',
    deleted: false,
    ...row,
  })
  const variantRow = (row: Partial<RemoteVariant> & { productId: Id<'prd'> }): RemoteVariant => ({
    id: newId('var'),
    code: nextCode(),
    barcode: '',
    options: [],
    isBase: false,
    priceLevels: levels(1_000_000),
    sellPriceLevel: 1,
    deleted: false,
    ...row,
  })
  return {
    productRow,
    variantRow,
    async category(name: string, id = newId('cat')): Promise<Id<'cat'>> {
      await db.transaction((tx) => applyRemoteCategories(tx, [{ id, name, deleted: false }]))
      return id
    },
    async product(row: Partial<RemoteProduct> = {}): Promise<Id<'prd'>> {
      const product = productRow(row)
      await db.transaction((tx) => applyRemoteProducts(tx, [product]))
      return product.id
    },
    async variant(row: Partial<RemoteVariant> & { productId: Id<'prd'> }): Promise<Id<'var'>> {
      const variant = variantRow(row)
      await db.transaction((tx) => applyRemoteVariants(tx, [variant]))
      return variant.id
    },
    /** A product with one variant at `price`. */
    async goods(name: string, price = 1_000_000, row: Partial<RemoteProduct> = {}) {
      const productId = await this.product({ ...row, name })
      const variantId = await this.variant({ productId, priceLevels: levels(price) })
      return { productId, variantId }
    },
    async stock(variantId: Id<'var'>, quantity: number): Promise<void> {
      stockVersion += 1
      const row = { variantId, locationId: location, quantity, version: stockVersion, deleted: false }
      await db.transaction((tx) => applyRemoteStock(tx, [row]))
    },
  }
}
