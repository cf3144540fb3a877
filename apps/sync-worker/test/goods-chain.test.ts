import { sql } from '@hybrid-store/database'
import type { EntityName } from '@hybrid-store/mahak-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { entityGroups } from '../src/pull/entity-groups.ts'
import { pullGroup } from '../src/pull/pull-group.ts'
import { raiseClientIds } from '../src/push/outgoing-links.repository.ts'
import { goodsDesk } from './goods-world.ts'
import { type MahakChain, startMahakChain } from './mahak-chain.ts'
import { createWorld, type World } from './world.ts'

let world: World
let mahak: MahakChain
let desk: ReturnType<typeof goodsDesk>
beforeAll(async () => {
  world = await createWorld()
  mahak = await startMahakChain()
  desk = goodsDesk(world, { mahak: mahak.client })
  await raiseClientIds(world.db, world.deps.config.clientIdBase)
  await pullAll()
})
afterAll(async () => {
  await mahak?.close()
  await world?.close()
})

const pullAll = async () => {
  for (const group of entityGroups)
    expect(await pullGroup({ ...world.deps, mahak: mahak.client }, group)).toMatchObject({ kind: 'complete' })
}
const rowsOf = async (entity: EntityName) => {
  const rows: Record<string, unknown>[] = []
  for await (const line of mahak.client.changes({ [entity]: 0 }))
    if ('rows' in line) rows.push(...line.rows.map((row) => ({ ...row })))
  return rows
}
/** An option the demo shop's books know. */
const optionOfBooks = async () =>
  (
    await world.db.row<{ title: string }>(
      sql`select title from catalog.property where not deleted order by code limit 1`,
    )
  )?.title ?? ''
/** Rows of the books that hang on the product with this name, and the picture files there. */
const inBooks = async (name: string) => {
  const products = (await rowsOf('Products')).filter((row) => row.Name === name)
  const ids = new Set(products.map((row) => row.ProductId))
  const details = (await rowsOf('ProductDetails')).filter((row) => ids.has(row.ProductId))
  const pictures = (await rowsOf('Pictures')).filter((row) => ids.has(row.ItemId))
  const galleries = (await rowsOf('PhotoGalleries')).filter((row) => ids.has(row.ItemCode))
  return { products, details, pictures, galleries }
}

test('a product with pictures made in the shop is in the books and comes back as itself', async () => {
  const productId = await desk.shirt('پیراهن زنجیره', await optionOfBooks())
  const pictureId = await desk.photograph(productId, 'green')
  expect(await desk.push()).toMatchObject({ kind: 'drained' })
  const { products, details, pictures, galleries } = await inBooks('پیراهن زنجیره')
  expect([products.length, details.length, pictures.length, galleries.length]).toEqual([1, 3, 1, 1])
  expect(pictures[0]).toMatchObject({ Format: 'png', Width: 40, Height: 30, Deleted: false })
  const file = await mahak.client.picture(String(pictures[0]?.Url))
  expect(file.ok && file.value.contentType).toBe('image/png')

  const products0 = await world.db.row(sql`select count(*) as n from catalog.product`)
  await pullAll()
  await pullAll()
  expect(await world.db.row(sql`select count(*) as n from catalog.product`)).toEqual(products0)
  expect(await desk.shown(productId)).toEqual([[pictureId, false]])
  const calls = await desk.attempts()
  await desk.push()
  expect(await desk.attempts()).toBe(calls)
  expect([await desk.dirty(), await desk.issues()]).toEqual([[], []])
})

test('answers that are lost after Mahak has stored everything double neither product nor picture', async () => {
  const productId = await desk.shirt('پیراهن گم‌شده', await optionOfBooks())
  await desk.photograph(productId, 'blue')
  for (const path of ['SaveAllData', 'SaveAllData', 'Upload', 'SaveAllData']) {
    await mahak.setSwitches({ failNext: [{ kind: 'reset-after', path, times: 1 }] })
    await desk.push()
    await pullAll()
    await desk.later()
  }
  await mahak.setSwitches({ failNext: [] })
  await desk.push()
  await pullAll()
  const { products, details, pictures, galleries } = await inBooks('پیراهن گم‌شده')
  expect([products.length, details.length, pictures.length, galleries.length]).toEqual([1, 3, 1, 1])
  expect(await desk.dirty()).toEqual([])
})
