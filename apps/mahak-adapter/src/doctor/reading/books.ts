import type { EntityName } from '@hybrid-store/mahak-client'

export interface Variant {
  id: number
  productId: number
  /** Price1 to Price10 in the currency of the books. */
  prices: readonly number[]
  /** The level Mahak proposes for it, 1 to 10. */
  ownLevel: number
  /** Has no properties: for sale only while no sibling has some (Mahak API reference §4.3). */
  isBase: boolean
}

/** What the visitor may see, in so few words that a large catalogue takes little memory. Deleted rows are left out. */
export interface Books {
  /** Names of coded things by their codes. */
  stores: Map<number, string>
  banks: Map<number, string>
  cashes: Map<number, string>
  groups: Map<number, string>
  levels: Map<number, string>
  persons: number
  products: number
  /** Some products, by id, for samples. */
  names: Map<number, { code: number; name: string }>
  variants: Variant[]
  assigned: number
  stockRows: number
  /** Ids of variants that have a stock row. */
  stocked: Set<number>
  /** Entities of which only the first rows were read. */
  partial: EntityName[]
  unreadable: { count: number; entity: EntityName } | null
}

export const emptyBooks = (): Books => ({
  stores: new Map(),
  banks: new Map(),
  cashes: new Map(),
  groups: new Map(),
  levels: new Map(),
  persons: 0,
  products: 0,
  names: new Map(),
  variants: [],
  assigned: 0,
  stockRows: 0,
  stocked: new Set(),
  partial: [],
  unreadable: null,
})
