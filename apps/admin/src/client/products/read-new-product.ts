import { type NewProductBody, newProductBody } from '@hybrid-store/contracts'
import { NO_VARIANT } from './variant-row.tsx'

/** What the form says, as the API takes it. Throws for what the fields of the form do not let through. */
export function readNewProduct(data: FormData, rows: readonly number[], option: string): NewProductBody {
  const text = (name: string) => String(data.get(name) ?? '')
  return newProductBody.parse({
    name: text('name'),
    categoryId: text('categoryId') || null,
    unit: text('unit'),
    description: text('description'),
    tags: text('tags'),
    weight: Number(text('weight')),
    variants: (option === NO_VARIANT ? rows.slice(0, 1) : rows).map((row) => ({
      options: option === NO_VARIANT ? [] : [{ name: option, value: text(`value-${row}`) }],
      barcode: text(`barcode-${row}`),
      price: Number(text(`price-${row}`)),
    })),
  })
}
