import type { Id } from '@hybrid-store/kernel'

/** A store of the books. */
export interface RemoteLocation {
  id: Id<'loc'>
  code: number
  name: string
  deleted: boolean
}

/** One row of the books: how much of a variant lies in a store, in main units, possibly fractional or negative. */
export interface RemoteStock {
  variantId: Id<'var'>
  locationId: Id<'loc'>
  quantity: number
  version: number
  deleted: boolean
}

/** How many rows of a feed told something new. */
export interface ApplyOutcome {
  changed: number
  unchanged: number
}
