import type { Tx } from '@hybrid-store/database'
import { entityOf } from '../entities/index.ts'
import { textIn } from '../entities/members.ts'
import { findAll } from '../store/rows.repository.ts'
import type { Draft } from '../store/write-rows.ts'
import type { CatalogueProduct } from './catalogue.ts'
import { type Categories, draftCategories, readCategories } from './categories.ts'
import { draftRows } from './drafts.ts'

/** What goods refer to, by name; it grows with what new goods bring. */
export interface Places {
  /** User name → id. */
  visitors: ReadonlyMap<string, number>
  /** Name → id. */
  stores: ReadonlyMap<string, number>
  categories: Categories
  /** Title → code. */
  properties: Map<string, number>
}

const ALL = { limit: 10_000, offset: 0 }

export async function readPlaces(tx: Tx): Promise<Places> {
  const all = (list: string) => findAll(tx, entityOf(list), ALL)
  const ids = async (list: string, member: string) =>
    new Map((await all(list)).map((row) => [textIn(row.members, member), row.id]))
  return {
    visitors: await ids('Visitors', 'Username'),
    stores: await ids('Stores', 'Name'),
    categories: await readCategories(tx),
    properties: new Map((await all('PropertyDescriptions')).map((row) => [textIn(row.members, 'Title'), row.code])),
  }
}

/** Rows of the categories and properties that these products are the first to name. */
export async function draftMissingPlaces(
  tx: Tx,
  places: Places,
  products: readonly CatalogueProduct[],
): Promise<Draft[]> {
  return [
    ...(await draftCategories(tx, places.categories, products)),
    ...(await draftProperties(tx, places.properties, products)),
  ]
}

const BEFORE_FIRST_PROPERTY = 2
const TEXT = 2

function draftProperties(tx: Tx, codes: Map<string, number>, products: readonly CatalogueProduct[]): Promise<Draft[]> {
  const titles = products.flatMap((product) => product.variants.flatMap((variant) => Object.keys(variant.properties)))
  const missing = [...new Set(titles)].filter((title) => !codes.has(title))
  const first = 1 + Math.max(BEFORE_FIRST_PROPERTY, ...codes.values())
  for (const [index, title] of missing.entries()) codes.set(title, first + index)
  const rows = missing.map((Title) => ({
    PropertyDescriptionCode: codes.get(Title) ?? 0,
    Name: Title,
    Title,
    EmptyTitle: '',
    DataType: TEXT,
    DisplayType: TEXT,
  }))
  return draftRows(tx, 'PropertyDescriptions', rows)
}
