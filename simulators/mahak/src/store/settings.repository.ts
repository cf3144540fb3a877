import { type Queryable, sql } from '@hybrid-store/database'

export async function readSetting(db: Queryable, name: string): Promise<string | null> {
  const row = await db.row<{ value: string }>(sql`select value from mahak.setting where name = ${name}`)
  return row?.value ?? null
}

export async function writeSetting(db: Queryable, name: string, value: string): Promise<void> {
  await db.run(sql`
    insert into mahak.setting (name, value) values (${name}, ${value}) on conflict (name) do update set value = excluded.value`)
}

/** The setting's value; made and kept if there is none yet. */
export async function ensureSetting(db: Queryable, name: string, make: () => string): Promise<string> {
  const known = await readSetting(db, name)
  if (known !== null) return known
  const value = make()
  await writeSetting(db, name, value)
  return value
}
