import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import type { Database } from './database.ts'

/** A module's numbered SQL files. Modules are migrated in the order they are listed, files in the order of their names. */
export interface Migrations {
  module: string
  /** Folder that holds `0001_name.sql`, `0002_…`. */
  folder: URL
}

/** The tables every app relies on: outbox, inbox, idempotency keys, row versions and the dirty set. */
export const platformMigrations: Migrations = { module: 'platform', folder: new URL('../migrations/', import.meta.url) }

const LOCK_KEY = 7_214_001

/**
 * Applies what is missing, each file in its own transaction, under an advisory lock so that many starting processes do it
 * once. Throws if an applied file was changed since. Gives the names of the files it applied.
 */
export async function migrate(database: Database, modules: readonly Migrations[]): Promise<string[]> {
  const client = await database.dedicated()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK_KEY])
    await client.query(`create table if not exists public.schema_migration (
      module text not null, name text not null, checksum text not null, applied_at timestamptz not null default now(),
      primary key (module, name))`)
    const applied: string[] = []
    for (const module of modules) applied.push(...(await migrateModule(client, module)))
    return applied
  } finally {
    await client.end()
  }
}

async function migrateModule(client: pg.Client, { module, folder }: Migrations): Promise<string[]> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from public.schema_migration where module = $1',
    [module],
  )
  const known = new Map(rows.map((row) => [row.name, row.checksum]))
  const files = (await readdir(fileURLToPath(folder))).filter((file) => file.endsWith('.sql')).sort()
  const applied: string[] = []
  for (const name of files) {
    const text = await readFile(new URL(name, folder), 'utf8')
    const checksum = createHash('sha256').update(text).digest('hex')
    if (known.get(name) === checksum) continue
    if (known.has(name))
      throw new Error(`migration ${module}/${name} was changed after it had been applied; add a new file instead`)
    await applyFile(client, module, name, text, checksum)
    applied.push(`${module}/${name}`)
  }
  return applied
}

async function applyFile(
  client: pg.Client,
  module: string,
  name: string,
  text: string,
  checksum: string,
): Promise<void> {
  await client.query('begin')
  try {
    await client.query(text)
    await client.query('insert into public.schema_migration (module, name, checksum) values ($1, $2, $3)', [
      module,
      name,
      checksum,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migration ${module}/${name} failed: ${(error as Error).message}`, { cause: error })
  }
}
