import { createHash, randomBytes } from 'node:crypto'
import {
  createDatabase,
  type Database,
  type Migrations,
  migrate,
  platformMigrations,
  raw,
  sql,
} from '@hybrid-store/database'

export interface TestDatabase extends Database {
  readonly url: string
}

/**
 * A database of the test file's own, cloned (about 50 ms) from a template that has the given modules migrated; the platform's
 * tables are always there. Close it in afterAll: closing drops it.
 */
export async function testDatabase(modules: readonly Migrations[] = []): Promise<TestDatabase> {
  const clusterUrl = process.env.TEST_DATABASE_URL
  if (!clusterUrl)
    throw new Error('TEST_DATABASE_URL is not set: run the tests through vitest, whose set-up starts a server')
  const admin = createDatabase({ url: clusterUrl, applicationName: 'test-kit', max: 1 })
  const name = `test_${randomBytes(8).toString('hex')}`
  try {
    const template = await ensureTemplate(admin, clusterUrl, [platformMigrations, ...modules])
    await admin.run(sql`create database ${raw(name)} template ${raw(template)}`)
  } finally {
    await admin.close()
  }
  const url = withDatabase(clusterUrl, name)
  const database = createDatabase({ url, applicationName: name, max: 20 })
  return Object.assign(Object.create(database) as Database, {
    url,
    close: async () => {
      await database.close()
      const cleaner = createDatabase({ url: clusterUrl, applicationName: 'test-kit', max: 1 })
      await cleaner.run(sql`drop database if exists ${raw(name)} with (force)`)
      await cleaner.close()
    },
  })
}

/** Made once per run and set of modules: parallel test files wait for each other at the advisory lock. */
async function ensureTemplate(admin: Database, clusterUrl: string, modules: readonly Migrations[]): Promise<string> {
  const key = modules.map((entry) => `${entry.module}:${entry.folder.href}`).join('|')
  const name = `template_${createHash('sha1')
    .update(`${key}:${process.env.VITEST_POOL_ID ? process.ppid : process.pid}`)
    .digest('hex')
    .slice(0, 16)}`
  await admin.run(sql`select pg_advisory_lock(hashtext(${name}))`)
  try {
    if (await admin.row(sql`select 1 from pg_database where datname = ${name}`)) return name
    const building = `${name}_building`
    await admin.run(sql`drop database if exists ${raw(building)} with (force)`)
    await admin.run(sql`create database ${raw(building)}`)
    const database = createDatabase({ url: withDatabase(clusterUrl, building), applicationName: 'test-kit', max: 1 })
    await migrate(database, modules)
    await database.close()
    await admin.run(sql`alter database ${raw(building)} rename to ${raw(name)}`)
    return name
  } finally {
    await admin.run(sql`select pg_advisory_unlock(hashtext(${name}))`)
  }
}

function withDatabase(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}
