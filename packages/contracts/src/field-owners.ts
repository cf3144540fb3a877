import { z } from 'zod'

/** Who may change a field: the store, Mahak, or both, of whom the store wins where both did, unless a policy says otherwise. */
export const FIELD_OWNERS = ['store', 'mahak', 'both'] as const
export type FieldOwner = (typeof FIELD_OWNERS)[number]

/** Fields of goods the store can hold, with their owners by default. Everything else of goods is Mahak's alone. */
export const PRODUCT_FIELD_OWNERS = {
  name: 'mahak',
  unit: 'mahak',
  description: 'both',
  tags: 'both',
  weight: 'both',
} as const satisfies Record<string, FieldOwner>

export type ProductField = keyof typeof PRODUCT_FIELD_OWNERS
export type ProductOwners = Readonly<Record<ProductField, FieldOwner>>

/** Fields whose owner can be chosen, by kind of record. */
const CHOOSABLE: Readonly<Record<string, readonly string[]>> = {
  product: Object.keys(PRODUCT_FIELD_OWNERS),
  customer: ['firstName', 'lastName', 'email', 'phone', 'nationalCode', 'organization', 'legal'],
}

const CHOICE = /^(\w+)\.(\w+)=(store|mahak|both)$/

/** Owners chosen by setting, by names such as `product.description`. */
export type ChosenOwners = ReadonlyMap<string, FieldOwner>

/** The setting FIELD_OWNERS: `product.description=store, customer.nationalCode=store`. */
export const fieldOwnersSetting = z
  .string()
  .default('')
  .transform((text, context): ChosenOwners => {
    const chosen = new Map<string, FieldOwner>()
    for (const part of text.split(',').filter((piece) => piece.trim() !== '')) {
      const [, record = '', field = '', owner = ''] = CHOICE.exec(part.replaceAll(/\s/g, '')) ?? []
      const known = FIELD_OWNERS.find((name) => name === owner)
      if (known && CHOOSABLE[record]?.includes(field)) chosen.set(`${record}.${field}`, known)
      else context.addIssue({ code: 'custom', message: `${part.trim()} is no field=owner that can be chosen` })
    }
    return chosen
  })

/** Who owns each field of goods in this shop. */
export function productOwners(chosen: ChosenOwners): ProductOwners {
  const of = (field: ProductField): FieldOwner => chosen.get(`product.${field}`) ?? PRODUCT_FIELD_OWNERS[field]
  return {
    name: of('name'),
    unit: of('unit'),
    description: of('description'),
    tags: of('tags'),
    weight: of('weight'),
  }
}
