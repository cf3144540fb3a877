import { raw, sql, type Tx } from '@hybrid-store/database'
import { chooseSlugs } from './choose-slugs.ts'

/**
 * Slugs for rows of a table, in their order: known rows keep theirs whatever their name is now, so that old addresses stay
 * good; new rows get a free one.
 */
export async function slugsFor(
  tx: Tx,
  table: 'category' | 'product',
  wishes: readonly { id: string; slug: string }[],
): Promise<string[]> {
  const source = raw(`catalog.${table}`)
  const known = await tx.rows<{ id: string; slug: string }>(
    sql`select id, slug from ${source} where id = any(${wishes.map((wish) => wish.id)}::text[])`,
  )
  const slugs = new Map(known.map(({ id, slug }) => [id, slug]))
  const fresh = wishes.filter(({ id }) => !slugs.has(id))
  // '.' follows '-' in code-point order, so the range holds the wish itself and all that continue it with a hyphen.
  const taken = await tx.rows<{ slug: string }>(sql`
    select distinct t.slug from unnest(${[...new Set(fresh.map((wish) => wish.slug))]}::text[]) as w(slug)
    join ${source} t on t.slug >= w.slug and t.slug < w.slug || '.'`)
  const chosen = chooseSlugs(
    fresh,
    taken.map((row) => row.slug),
  )
  return wishes.map(({ id, slug }) => slugs.get(id) ?? chosen.get(id) ?? slug)
}
