import type { CategoryView } from '@hybrid-store/contracts'
import type { Queryable } from '@hybrid-store/database'
import { readCategories } from './catalog.repository.ts'

// Code-point order would put «هلو» before «پدر».
const persian = new Intl.Collator('fa')

/** All categories in the order of the Persian alphabet, with the number of products that are on sale in each. */
export async function listCategories(db: Queryable): Promise<CategoryView[]> {
  const categories = await readCategories(db)
  return categories.toSorted((a, b) => persian.compare(a.name, b.name))
}
