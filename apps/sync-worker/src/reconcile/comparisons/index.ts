import type { Comparison } from './comparison.ts'
import { categories, products, variants } from './goods.ts'
import { orders } from './orders.ts'
import { addresses, people } from './people.ts'
import { stock } from './stock.ts'

/** Everything that is compared field by field. */
export const comparisons: readonly Comparison[] = [categories, products, variants, stock, people, addresses, orders]

export type { Compared, Comparison } from './comparison.ts'
