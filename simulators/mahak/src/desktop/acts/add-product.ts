import type { CatalogueProduct } from '../../catalogue/catalogue.ts'
import { importProducts } from '../../catalogue/import-products.ts'
import { DESKTOP, type UploadDeps, upload } from '../../store/upload.ts'

export interface AddedProduct {
  productId: number
  productDetailIds: number[]
}

/** Adds a product as the catalogue describes one; a category or property that is not there yet is made. */
export function addProduct(deps: UploadDeps, product: CatalogueProduct): Promise<AddedProduct> {
  return upload(deps, DESKTOP, async (tx, batch) => {
    const added: AddedProduct = { productId: 0, productDetailIds: [] }
    await importProducts(tx, batch, [product], (_sum, goods) => {
      added.productId = goods.products[0]?.id ?? 0
      added.productDetailIds = goods.details.map((detail) => detail.id)
    })
    return added
  })
}
