import type { Queryable } from '@hybrid-store/database'
import { tidyPersian } from '@hybrid-store/kernel'
import { z } from 'zod'
import { entityOf } from '../../entities/index.ts'
import { numberIn, textIn } from '../../entities/members.ts'
import { findByIds } from '../../store/rows.repository.ts'

const propertiesSchema = z.array(z.object({ C: z.coerce.string(), V: z.coerce.string() }))

/** The values of a variant's `Properties` text, e.g. «مشکی، لارج»; empty if there are none or they cannot be read. */
export function propertyValues(text: string): string {
  if (!text) return ''
  try {
    return propertiesSchema
      .parse(JSON.parse(text))
      .map((property) => property.V)
      .join('، ')
  } catch {
    return ''
  }
}

/** Titles of variants by their id: the product's name and the values of the properties. */
export async function nameVariants(db: Queryable, productDetailIds: readonly number[]): Promise<Map<number, string>> {
  const details = await findByIds(db, entityOf('ProductDetails'), [...new Set(productDetailIds)])
  const products = await findByIds(db, entityOf('Products'), [
    ...new Set(details.map(({ members }) => numberIn(members, 'ProductId'))),
  ])
  const names = new Map(products.map((product) => [product.id, tidyPersian(textIn(product.members, 'Name'))]))
  return new Map(
    details.map(({ id, members }) => {
      const parts = [names.get(numberIn(members, 'ProductId')), propertyValues(textIn(members, 'Properties'))]
      return [id, parts.filter(Boolean).join(' - ')]
    }),
  )
}
