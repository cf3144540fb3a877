import type { NewProductBody } from '@hybrid-store/contracts'
import { tidyPersian } from '@hybrid-store/kernel'

export interface FieldError {
  field: string
  message: string
}

/** What the books know that a new product may name. */
export interface KnownInBooks {
  categoryIds: ReadonlySet<string>
  /** Titles of options. */
  options: ReadonlySet<string>
}

/** The product in tidy Persian, which is what is checked and kept. */
export const tidyNewProduct = (product: NewProductBody): NewProductBody => ({
  ...product,
  name: tidyPersian(product.name),
  unit: tidyPersian(product.unit),
  description: tidyPersian(product.description),
  tags: tidyPersian(product.tags),
  variants: product.variants.map((variant) => ({
    ...variant,
    barcode: tidyPersian(variant.barcode),
    options: variant.options.map(({ name, value }) => ({ name: tidyPersian(name), value: tidyPersian(value) })),
  })),
})

/** Why a new product cannot be made, field by field in Persian; the books would refuse it or could not tell its variants apart. */
export function problemsOfNewProduct(product: NewProductBody, known: KnownInBooks): FieldError[] {
  return [
    ...(product.name === '' ? [{ field: 'body.name', message: 'نام کالا خالی است' }] : []),
    ...(product.unit === '' ? [{ field: 'body.unit', message: 'واحد کالا خالی است' }] : []),
    ...(product.categoryId !== null && !known.categoryIds.has(product.categoryId)
      ? [{ field: 'body.categoryId', message: 'این دسته در محک نیست' }]
      : []),
    ...product.variants.flatMap((variant, index) => problemsOfVariant(variant, index, known)),
    ...problemsAmong(product.variants),
  ]
}

type NewVariant = NewProductBody['variants'][number]

function problemsOfVariant({ options }: NewVariant, index: number, known: KnownInBooks): FieldError[] {
  const field = `body.variants.${index}.options`
  return options.flatMap(({ name, value }) => {
    if (!known.options.has(name))
      return [{ field, message: `ویژگی «${name}» در محک تعریف نشده است؛ نخست آن را در محک بسازید` }]
    return value === '' ? [{ field, message: `مقدار ویژگی «${name}» خالی است` }] : []
  })
}

/** Variants are told apart by the values of the same options. */
function problemsAmong(variants: readonly NewVariant[]): FieldError[] {
  const namesOf = ({ options }: NewVariant) => JSON.stringify(options.map(({ name }) => name).sort())
  const contentOf = ({ options }: NewVariant) => JSON.stringify(options.map(({ name, value }) => [name, value]).sort())
  const field = 'body.variants'
  if (new Set(variants.map(namesOf)).size > 1)
    return [{ field, message: 'همهٔ تنوع‌ها باید همان ویژگی‌ها را داشته باشند' }]
  if (new Set(variants.map(contentOf)).size < variants.length) return [{ field, message: 'دو تنوع یکسان‌اند' }]
  const repeated = variants.some(({ options }) => new Set(options.map(({ name }) => name)).size < options.length)
  return repeated ? [{ field, message: 'یک ویژگی دو بار آمده است' }] : []
}
