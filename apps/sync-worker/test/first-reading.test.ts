import { raw, sql } from '@hybrid-store/database'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { entityGroups } from '../src/pull/entity-groups.ts'
import { pullGroup } from '../src/pull/pull-group.ts'
import { syncState } from '../src/state.ts'
import { createWorld, product, type World } from './world.ts'

// Rows are received and taken over in groups of 2,000.
const PRODUCTS = 4_500

vi.setConfig({ testTimeout: 120_000 })

let world: World
beforeEach(async () => {
  world = await createWorld()
  const rows = Array.from({ length: PRODUCTS }, (_, index) =>
    product(8_400_001 + index, { ProductCategoryId: null, ProductCode: 1 + index }),
  )
  // The fake sends the last ones first.
  world.mahak.put('Products', ...rows.reverse())
})
afterEach(() => world.close())

/** Rows with the transaction that wrote them: what is written again has another one. */
const mirrored = () => written(sql`select mahak_id::text as id, xmin::text from sync.mirror order by mahak_id`)
const inShop = () => written(sql`select code::text as id, xmin::text from catalog.product order by code`)
const written = (query: ReturnType<typeof sql>) => world.db.rows<{ id: string; xmin: string }>(query)
const readings = async () => (await syncState(world.db)).readings

/** The worker dies when it has received so many rows. */
async function dieWhileReading(rows: number): Promise<void> {
  const dying = Object.create(world.mahak, {
    changes: {
      value: async function* () {
        let sent = 0
        for await (const line of world.mahak.changes({ Products: 0 })) {
          if (sent === rows) throw new Error('killed')
          yield line
          sent += 1
        }
      },
    },
  })
  const reading = pullGroup({ ...world.deps, mahak: dying }, 'catalog', { full: true })
  await expect(reading).rejects.toThrow('killed')
}

/** PostgreSQL ends the worker's connection when the product with this code is to be written. */
async function dieAtProduct(code: number): Promise<void> {
  await world.db.run(sql`
    create function die() returns trigger language plpgsql as $$
    begin raise exception 'the server goes away' using errcode = '57P01'; end $$`)
  const trigger = raw(`create trigger die before insert on catalog.product for each row when (new.code = ${code})
    execute function die()`)
  await world.db.run(trigger)
  await expect(pullGroup(world.deps, 'catalog')).rejects.toThrow('the server goes away')
  await world.db.run(sql`drop function die cascade`)
}

test('a worker that dies while it reads leaves the shop alone; the next one keeps what was received and reads on', async () => {
  await dieWhileReading(2_500)
  const before = await mirrored()
  expect(before).toHaveLength(2_000)
  expect(await inShop()).toEqual([])

  expect((await pullGroup(world.deps, 'catalog')).kind).toBe('complete')
  expect((await mirrored()).slice(0, 2_000)).toEqual(before)
  expect(await mirrored()).toHaveLength(PRODUCTS)
  expect(await inShop()).toHaveLength(PRODUCTS)
})

test('a worker that dies while it takes rows over goes on where it stood and writes nothing twice', async () => {
  await dieAtProduct(4_200)
  const [mirror, shop] = [await mirrored(), await inShop()]
  expect(shop).toHaveLength(4_000)
  expect(await readings()).toMatchObject([
    { entity: 'Products', group: 'catalog', state: 'applying', received: PRODUCTS, applied: 4_000, pending: 500 },
  ])

  expect((await pullGroup(world.deps, 'catalog')).kind).toBe('complete')
  expect(await mirrored()).toEqual(mirror)
  expect((await inShop()).slice(0, 4_000)).toEqual(shop)
  expect(await inShop()).toHaveLength(PRODUCTS)
  expect(await world.db.rows(sql`select * from sync.pending`)).toEqual([])
})

test('the first reading tells what has come, and what is left as soon as that can be known', async () => {
  await dieWhileReading(2_500)
  expect(await readings()).toMatchObject([{ state: 'reading', received: 2_000, expected: null, secondsLeft: null }])

  await pullGroup(world.deps, 'catalog')
  const [done] = await readings()
  expect(done).toMatchObject({ state: 'done', received: PRODUCTS, expected: PRODUCTS, pending: 0, secondsLeft: 0 })
  expect(done?.applied).toBe(PRODUCTS)
  expect(done?.rowsPerSecond).toBeGreaterThan(0)

  await dieWhileReading(2_500)
  const [again] = await readings()
  expect(again).toMatchObject({ state: 'reading', received: 2_000, expected: PRODUCTS, applied: 0, pending: 0 })
  expect(again?.secondsLeft).toBe(Math.ceil(2_500 / (again?.rowsPerSecond ?? 0)))
})

test('what a reading found equal is done when it is read; an ordinary reading is not counted', async () => {
  await pullGroup(world.deps, 'catalog')
  await pullGroup(world.deps, 'catalog')
  const full = await readings()
  expect(full).toMatchObject([{ state: 'done', received: PRODUCTS, applied: 0, pending: 0 }])
  for (const group of entityGroups) await pullGroup(world.deps, group)
  expect(await readings()).toEqual(full)
})

test('each reading ends with a line of rows and seconds in the log, a quiet one only for those who look closely', async () => {
  const lines: Record<string, unknown>[] = []
  const logger = pino({ level: 'info' }, { write: (line: string) => lines.push(JSON.parse(line)) })
  await pullGroup({ ...world.deps, logger }, 'catalog')
  expect(lines).toEqual([
    expect.objectContaining({ msg: 'pulled', group: 'catalog', full: false, rows: PRODUCTS, changed: PRODUCTS }),
  ])
  expect(lines[0]?.seconds).toBeGreaterThan(0)
  await pullGroup({ ...world.deps, logger }, 'catalog')
  expect(lines).toHaveLength(1)
})
