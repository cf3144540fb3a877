import type { Tx } from '@hybrid-store/database'
import { DESKTOP, type UploadDeps, upload } from '../store/upload.ts'
import { writeRows } from '../store/write-rows.ts'
import type { Shop } from './catalogue.ts'
import { draftShop } from './draft-shop.ts'
import { type Imported, importProducts, type Products } from './import-products.ts'

/** Fills an empty storage in one transaction, with `alsoDo` in it: all of the catalogue is there, or nothing. */
export function loadCatalogue(
  deps: UploadDeps,
  { shop, products }: { shop: Shop; products: Products },
  alsoDo: (tx: Tx, imported: Imported) => Promise<void>,
): Promise<Imported> {
  return upload(deps, DESKTOP, async (tx, batch) => {
    await writeRows(tx, batch, await draftShop(tx, shop))
    const imported = await importProducts(tx, batch, products)
    await alsoDo(tx, imported)
    return imported
  })
}
