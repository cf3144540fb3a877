import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Migrations, migrate, sql } from '../src/index.ts'

let db: TestDatabase
let directory: string
let shop: Migrations
beforeAll(async () => {
  db = await testDatabase()
  directory = await mkdtemp(path.join(tmpdir(), 'migrations-'))
  shop = { module: 'shop', folder: pathToFileURL(`${directory}/`) }
  await writeFile(
    path.join(directory, '0001_first.sql'),
    'create table shop_a (id int); insert into shop_a values (1);',
  )
})
afterAll(async () => {
  await db.close()
  await rm(directory, { recursive: true })
})

test('many processes that start together migrate once', async () => {
  const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(db, [shop])))
  expect(applied.flat()).toEqual(['shop/0001_first.sql'])
  expect(await db.rows(sql`select id from shop_a`)).toEqual([{ id: 1 }])
})

test('a failing file changes nothing, names itself, and is tried again', async () => {
  const file = path.join(directory, '0002_second.sql')
  await writeFile(file, 'create table shop_b (id int); select * from missing;')
  await expect(migrate(db, [shop])).rejects.toThrow(
    'migration shop/0002_second.sql failed: relation "missing" does not exist',
  )
  expect(await db.row(sql`select to_regclass('shop_b') as made`)).toEqual({ made: null })
  await writeFile(file, 'create table shop_b (id int);')
  expect(await migrate(db, [shop])).toEqual(['shop/0002_second.sql'])
})

test('a file that was changed after it had been applied is refused', async () => {
  await writeFile(path.join(directory, '0001_first.sql'), 'create table shop_other (id int);')
  await expect(migrate(db, [shop])).rejects.toThrow(
    'migration shop/0001_first.sql was changed after it had been applied',
  )
})
