import type { EditProductBody, ProductField, ProductOwners } from '@hybrid-store/contracts'
import { addToOutbox, type Tx } from '@hybrid-store/database'
import { fail, ok, type Result, tidyPersian } from '@hybrid-store/kernel'
import type { FieldError } from './check-new-product.ts'
import { refreshProducts } from './derived.repository.ts'
import { updateByShop } from './made-here.repository.ts'
import { searchKey } from './search-key.ts'

const TITLES: Readonly<Record<ProductField, string>> = {
  name: 'نام',
  unit: 'واحد',
  description: 'توضیح',
  tags: 'برچسب‌ها',
  weight: 'وزن',
}

type Refusal = { code: 'not_found' } | { code: 'owned_by_books' | 'invalid_request'; errors: FieldError[] }

/** Changes what the shop may say of a product; the books hear of it by the dirty set. What is theirs is refused by name. */
export async function editProduct(
  tx: Tx,
  id: string,
  body: EditProductBody,
  owners: ProductOwners,
): Promise<Result<void, Refusal>> {
  const theirs = namesOf(body).filter((field) => owners[field] === 'mahak')
  if (theirs.length > 0) return fail({ code: 'owned_by_books', errors: theirs.map(ownedError) })
  const edit = tidy(body)
  const blank = (['name', 'unit'] as const).filter((field) => edit[field] === '')
  if (blank.length > 0) return fail({ code: 'invalid_request', errors: blank.map(blankError) })

  const search = edit.name === undefined ? null : searchKey(edit.name)
  const found = await updateByShop(tx, id, { ...edit, searchKey: search })
  if (!found) return fail({ code: 'not_found' })
  await refreshProducts(tx, [id])
  await addToOutbox(tx, 'catalog_sync_request', { type: 'sync.drain', body: { reason: 'product' } })
  return ok(undefined)
}

function namesOf(body: EditProductBody): ProductField[] {
  const fields = ['name', 'unit', 'description', 'tags', 'weight'] as const satisfies ProductField[]
  return fields.filter((field) => body[field] !== undefined)
}

const ownedError = (field: ProductField): FieldError => ({
  field: `body.${field}`,
  message: `«${TITLES[field]}» را محک تعیین می‌کند؛ آن را در محک ویرایش کنید`,
})

const blankError = (field: ProductField): FieldError => ({
  field: `body.${field}`,
  message: `«${TITLES[field]}» خالی است`,
})

const tidyText = (text: string | undefined) => (text === undefined ? undefined : tidyPersian(text))

const tidy = ({ weight, ...texts }: EditProductBody): EditProductBody => ({
  weight,
  name: tidyText(texts.name),
  unit: tidyText(texts.unit),
  description: tidyText(texts.description),
  tags: tidyText(texts.tags),
})
