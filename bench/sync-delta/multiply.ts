import { type Database, raw, sql, type Tx } from '@hybrid-store/database'

export interface Base {
  products: number
  variants: number
  /** Between the ids at Mahak of a row and of its next copy. */
  distance: number
}

const GOODS = `entity in ('Products', 'ProductDetails', 'ProductDetailStoreAssets')`
/** The id in the shop that copy k of a row has: five characters of its time become the number. */
const localId = (column: string) => `left(${column}, 4) || lpad(k::text, 5, '0') || substr(${column}, 10)`
const mahakId = (column: string, distance: number) => `${column} + k * ${distance}`

/** The tables a first reading fills, which of their rows are multiplied, and what is different in each copy. */
const tables = (distance: number) =>
  [
    {
      name: 'sync.mirror',
      where: GOODS,
      changes: {
        mahak_id: mahakId('mahak_id', distance),
        parent_id: `case entity when 'Products' then parent_id else ${mahakId('parent_id', distance)} end`,
        applied_parent_id: `case entity when 'Products' then applied_parent_id else ${mahakId('applied_parent_id', distance)} end`,
      },
    },
    {
      name: 'sync.link',
      where: GOODS,
      changes: { local_id: localId('local_id'), mahak_id: mahakId('mahak_id', distance) },
    },
    { name: 'catalog.product', changes: { id: localId('id'), slug: `slug || '-' || k` } },
    { name: 'catalog.variant', changes: { id: localId('id'), product_id: localId('product_id') } },
    { name: 'catalog.assignment', changes: { variant_id: localId('variant_id') } },
    { name: 'inventory.remote_stock', changes: { variant_id: localId('variant_id') } },
    { name: 'inventory.level', changes: { variant_id: localId('variant_id') } },
    { name: 'inventory.movement', changes: { variant_id: localId('variant_id') } },
  ] as const

/** Makes `times` copies, the first reading's own rows included, of all goods of the shop, and lets PostgreSQL count them. */
export async function multiply(db: Database, { distance }: Base, times: number): Promise<void> {
  for (const table of tables(distance)) {
    await db.transaction(async (tx) => {
      await tx.run(sql`set local session_replication_role = replica`)
      await tx.run(sql`set local maintenance_work_mem = '512MB'`)
      const indexes = await dropIndexes(tx, table.name)
      await copyRows(tx, table, times)
      for (const index of indexes) await tx.run(raw(index))
    })
  }
  await db.run(sql`vacuum analyze`)
}

/** Indexes are made anew over many rows in a fraction of the time; those of keys stay. */
async function dropIndexes(tx: Tx, table: string): Promise<string[]> {
  const indexes = await tx.rows<{ name: string; definition: string }>(sql`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
    where i.indrelid = ${table}::regclass and not exists (select from pg_constraint where conindid = i.indexrelid)`)
  for (const index of indexes) await tx.run(raw(`drop index ${index.name}`))
  return indexes.map((index) => index.definition)
}

async function copyRows(
  tx: Tx,
  { name, changes, ...rest }: { name: string; changes: Readonly<Record<string, string>>; where?: string },
  times: number,
): Promise<void> {
  const columns = await tx.rows<{ name: string }>(sql`
    select attname as name from pg_attribute
    where attrelid = ${name}::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''
    order by attnum`)
  const values = columns.map((column) => changes[column.name] ?? column.name)
  await tx.run(
    raw(`insert into ${name} (${columns.map((column) => column.name).join(', ')})
      select ${values.join(', ')} from (select * from ${name} where ${rest.where ?? 'true'}) t,
        generate_series(1, ${times - 1}) k`),
  )
}
