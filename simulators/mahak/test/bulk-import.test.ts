import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { eventually, testDatabase } from '@hybrid-store/test-kit'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createMahakSimulator } from '../src/index.ts'
import { SMALL, silent, startSimulator, type TestSimulator } from './support/simulator.ts'

const stateSchema = z.object({
  status: z.string(),
  progress: z.object({ wanted: z.number(), products: z.number(), rows: z.number() }).nullable(),
})
const stateOf = async (mahak: TestSimulator) =>
  stateSchema.parse(await (await mahak.call('/desktop/api/import')).json())
const count = async (mahak: TestSimulator, list: string) => (await mahak.rows(list)).length

test('made-up goods appear all at once, with variants, stock, links and categories, for the first visitor only', async () => {
  const mahak = await startSimulator({ catalogue: SMALL })
  expect((await mahak.post('/import', { products: 1_200, seed: 3 })).status).toBe(202)
  await eventually(async () => (await stateOf(mahak)).status === 'done', { what: 'the import', timeoutMs: 20_000 })
  // Half of them have a base row and two variants, half a base row and three; each variant lies in both stores.
  expect(await count(mahak, 'Products')).toBe(3 + 1_200)
  expect(await count(mahak, 'ProductDetails')).toBe(5 + 1_200 * 3.5)
  expect(await count(mahak, 'ProductDetailStoreAssets')).toBe(5 + 1_200 * 5)
  const { Products, VisitorProducts } = await mahak.read({ fromProductVersion: 0, fromVisitorProductVersion: 0 })
  expect(Products).toHaveLength(2 + 1_200)
  expect(VisitorProducts).toHaveLength(4 + 1_200 * 3.5)
  expect((await mahak.read({ fromProductVersion: 0 }, 'seller2')).Products).toHaveLength(3)
  const paths = new Set((await mahak.rows('ProductCategories')).map((row) => row.Name))
  expect(paths.size).toBe(3 + 25)
  await mahak.stop()
})

test('a second import waits for no first one: it is refused', async () => {
  const mahak = await startSimulator({ catalogue: SMALL })
  await mahak.post('/import', { products: 100_000 })
  const second = await mahak.post('/import', { products: 5 })
  expect([second.status, await second.json()]).toEqual([409, expect.objectContaining({ code: 'already_running' })])
  for (const bad of [{}, { products: 0 }, { products: 1_000_001 }, { products: 5, extra: 1 }])
    expect((await mahak.post('/import', bad)).status).toBe(400)
  await mahak.call('/desktop/api/import', { method: 'DELETE' })
  await mahak.stop()
})

test('one that is stopped half-way leaves nothing, and the next one works', async () => {
  const mahak = await startSimulator({ catalogue: SMALL })
  await mahak.post('/import', { products: 1_000_000 })
  await eventually(async () => ((await stateOf(mahak)).progress?.products ?? 0) > 0, {
    what: 'the first batch',
    timeoutMs: 20_000,
  })
  expect(await count(mahak, 'Products')).toBe(3)
  const stopped = await mahak.call('/desktop/api/import', { method: 'DELETE' })
  expect(await stopped.json()).toMatchObject({ status: 'stopped' })
  expect([await count(mahak, 'Products'), await count(mahak, 'ProductCategories')]).toEqual([3, 3])
  await mahak.post('/import', { products: 2 })
  await eventually(async () => (await stateOf(mahak)).status === 'done', {
    what: 'the small import',
    timeoutMs: 20_000,
  })
  expect(await count(mahak, 'Products')).toBe(5)
  await mahak.stop()
})

test('a restart in the middle leaves nothing of it and everything from before', async () => {
  const db = await testDatabase()
  const first = await startSimulator({ catalogue: SMALL }, db)
  const products = await first.rows('Products')
  await first.post('/import', { products: 1_000_000 })
  await eventually(async () => ((await stateOf(first)).progress?.products ?? 0) > 0, {
    what: 'the first batch',
    timeoutMs: 20_000,
  })
  await first.close()
  const second = await startSimulator({ catalogue: SMALL }, db)
  expect(await second.rows('Products')).toEqual(products)
  expect(await stateOf(second)).toMatchObject({ status: 'idle', progress: null })
  expect((await second.save({ orders: [{ orderClientId: 1, personId: 55_000_001 }] })).ok).toBe(true)
  await second.stop()
})

test('a catalogue of a product per line is read line by line; wrong lines are left out with their reason', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'lines-'))
  const file = path.join(folder, 'goods.ndjson')
  const product = (name: string) => ({ name, category: 'خانه > آشپزخانه', variants: [{ prices: [10] }] })
  const shop = { shop: { stores: ['انبار یک'] } }
  const lines = [shop, product('لیوان'), { name: 'بی‌قیمت' }, 'no JSON', '', product('کاسه')]
  await writeFile(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'))
  const mahak = await startSimulator({ catalogue: { kind: 'file', path: file } })
  expect((await mahak.rows('Products')).map((row) => row.Name)).toEqual(['لیوان', 'کاسه'])
  expect((await mahak.rows('Stores')).map((row) => row.Name)).toEqual(['انبار یک'])
  expect(await (await mahak.call('/desktop/api/state')).json()).toMatchObject({
    skipped: [
      { line: 3, reason: expect.stringContaining('category') },
      { line: 4, reason: expect.any(String) },
    ],
  })
  await mahak.stop()
  await rm(folder, { recursive: true })
})

test('a catalogue of which no line can be used stops the start and leaves the storage empty', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'lines-'))
  const file = path.join(folder, 'bad.ndjson')
  await writeFile(file, '{"name":"بی‌قیمت"}\n')
  const db = await testDatabase()
  const options = { databaseUrl: db.url, port: 0, logger: silent, catalogue: { kind: 'file', path: file } as const }
  await expect(createMahakSimulator(options)).rejects.toThrow(/no product that can be used[\s\S]*1: /)
  const mahak = await startSimulator({ catalogue: SMALL }, db)
  expect(await count(mahak, 'Products')).toBe(3)
  await mahak.stop()
  await rm(folder, { recursive: true })
})

test('an empty storage can be filled with a number of made-up goods', async () => {
  const mahak = await startSimulator({ catalogue: { kind: 'generated', products: 40 } })
  expect(await count(mahak, 'Products')).toBe(40)
  expect((await mahak.read({ fromProductVersion: 0 })).Products).toHaveLength(40)
  await mahak.stop()
})
