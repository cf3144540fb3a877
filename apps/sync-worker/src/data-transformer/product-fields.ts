import type { SharedFields } from '@hybrid-store/core/catalog'
import type { DraftOf } from '@hybrid-store/mahak-client'
import type { ProductRow } from './goods-rows.ts'

/** What both sides may say of a product, in the form in which it is compared. */
export type ProductFields = Pick<SharedFields, 'name' | 'unit' | 'description' | 'tags' | 'weight'>

export const productFieldsOf = ({ name, unit, description, tags, weight }: ProductFields): ProductFields => ({
  name,
  unit,
  description,
  tags,
  weight,
})

export const fromProduct = (row: ProductRow): ProductFields => ({
  name: row.Name,
  unit: row.UnitName,
  description: row.Description,
  tags: row.Tags,
  weight: row.Weight,
})

const MEMBERS: { [Field in keyof ProductFields]: (value: ProductFields[Field]) => DraftOf<'Products'> } = {
  name: (Name) => ({ Name }),
  unit: (UnitName) => ({ UnitName }),
  description: (Description) => ({ Description }),
  tags: (Tags) => ({ Tags }),
  weight: (Weight) => ({ Weight }),
}

/** The members of a product's row that say these fields; whatever else the accountant has written is not touched. */
export function toProductMembers(fields: Partial<ProductFields>): DraftOf<'Products'> {
  const draft: DraftOf<'Products'> = {}
  const write = <Field extends keyof ProductFields>(field: Field, value: ProductFields[Field] | undefined) => {
    if (value !== undefined) Object.assign(draft, MEMBERS[field](value))
  }
  for (const field of productFieldNames) write(field, fields[field])
  return draft
}

const productFieldNames = ['name', 'unit', 'description', 'tags', 'weight'] as const satisfies (keyof ProductFields)[]
