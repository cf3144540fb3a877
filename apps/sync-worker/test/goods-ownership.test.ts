import { type EditProductBody, fieldOwnersSetting, productOwners } from '@hybrid-store/contracts'
import { editProduct } from '@hybrid-store/core/catalog'
import { sql } from '@hybrid-store/database'
import { afterEach, expect, test } from 'vitest'
import { syncConfigSchema } from '../src/config.ts'
import { resolveConflict } from '../src/merge/resolve-conflict.ts'
import { createGoodsWorld, type GoodsWorld } from './goods-world.ts'
import { localIdOf } from './world.ts'

let world: GoodsWorld
let productId: string
afterEach(async () => {
  await world?.close()
})

/** The books' one product, in a shop with these owners of fields. */
async function open(owners = ''): Promise<void> {
  world = await createGoodsWorld({ FIELD_OWNERS: owners })
  world.mahak.put('Products', { ProductId: 8100001, Description: 'از دفتر', Weight: 300, Tags: 'پاییز' })
  await world.pullAll()
  productId = await localIdOf(world.db, 'Products', 8100001)
}
const edit = async (body: EditProductBody) =>
  world.db.transaction((tx) => editProduct(tx, productId, body, productOwners(world.deps.config.fieldOwners)))
const here = () =>
  world.db.row<{ name: string; description: string; tags: string; weight: number }>(
    sql`select name, description, tags, weight from catalog.product where id = ${productId}`,
  )
const there = () => world.mahak.table('Products').get(8100001)
const lastSent = () => world.mahak.saves.at(-1)
const conflicts = () =>
  world.db.rows<{ id: number }>(sql`
    select id, field, store_value as store, mahak_value as mahak, winner, rule from sync.conflict order by id`)

/** Readings and drains until nothing happens any more; gives how many calls that took. */
async function settle(): Promise<number> {
  const before = (await world.attempts()) ?? 0
  for (let round = 0; round < 3; round += 1) {
    await world.pullAll()
    await world.later()
    await world.push()
  }
  const after = (await world.attempts()) ?? 0
  await world.pullAll()
  await world.push()
  expect(await world.attempts()).toBe(after)
  expect(await world.dirty()).toEqual([])
  return after - before
}

test('the setting names fields that can be chosen, and refuses others', () => {
  const { fieldOwners } = syncConfigSchema.parse({ FIELD_OWNERS: ' product.name = store, customer.nationalCode=store' })
  expect([...fieldOwners]).toEqual([
    ['product.name', 'store'],
    ['customer.nationalCode', 'store'],
  ])
  for (const text of ['product.price=store', 'customer.balance=store', 'product.name=me', 'x'])
    expect(fieldOwnersSetting.safeParse(text).success, text).toBe(false)
})

test('an edit in the shop sends only what was changed, and then all is quiet', async () => {
  await open()
  expect((await edit({ description: 'از فروشگاه' })).ok).toBe(true)
  await world.push()
  expect(lastSent()).toEqual({ products: [{ ProductId: 8100001, Description: 'از فروشگاه' }] })
  expect(await settle()).toBe(0)
  expect(there()).toMatchObject({ Name: 'شلوار 8100001  ', Description: 'از فروشگاه', Weight: 300, Tags: 'پاییز' })
  expect(await here()).toMatchObject({ description: 'از فروشگاه', weight: 300, tags: 'پاییز' })
  expect(await conflicts()).toEqual([])
})

test('edits of different fields on both sides both survive', async () => {
  await open()
  await edit({ description: 'از فروشگاه' })
  world.mahak.put('Products', { ProductId: 8100001, Weight: 320, Name: 'شلوار نو' })
  expect(await settle()).toBe(1)
  expect(await here()).toEqual({ name: 'شلوار نو', description: 'از فروشگاه', tags: 'پاییز', weight: 320 })
  expect(there()).toMatchObject({ Name: 'شلوار نو', Description: 'از فروشگاه', Weight: 320 })
  expect(await conflicts()).toEqual([])
})

test('a field both sides changed is decided by its owner and recorded, and a person may decide otherwise', async () => {
  await open()
  await edit({ description: 'از فروشگاه' })
  world.mahak.put('Products', { ProductId: 8100001, Description: 'از حسابدار' })
  expect(await settle()).toBe(1)
  expect([(await here())?.description, there()?.Description]).toEqual(['از فروشگاه', 'از فروشگاه'])
  const [conflict, ...others] = await conflicts()
  expect([conflict, others]).toMatchObject([
    { field: 'description', store: 'از فروشگاه', mahak: 'از حسابدار', winner: 'store', rule: 'both_changed' },
    [],
  ])
  await resolveConflict(world.db, Number(conflict?.id), 'mahak', 'stf_1')
  await settle()
  expect([(await here())?.description, there()?.Description]).toEqual(['از حسابدار', 'از حسابدار'])
})

test('what the store owns is not overwritten by the books but written back to them', async () => {
  await open('product.description=store')
  await edit({ description: 'از فروشگاه' })
  await settle()
  world.mahak.put('Products', { ProductId: 8100001, Description: 'از حسابدار', Weight: 310 })
  expect(await settle()).toBe(1)
  expect([await here(), there()?.Description]).toMatchObject([{ description: 'از فروشگاه', weight: 310 }, 'از فروشگاه'])
})

test('what Mahak owns cannot be changed in the shop, and nothing is sent of it', async () => {
  await open('product.weight=mahak')
  const refused = await edit({ weight: 5, name: 'نام تازه', tags: 'زمستان' })
  expect(refused).toMatchObject({
    error: { code: 'owned_by_books', errors: [{ field: 'body.name' }, { field: 'body.weight' }] },
  })
  expect(await settle()).toBe(0)
  expect(await here()).toMatchObject({ weight: 300, tags: 'پاییز' })
})

test('an edit whose answer is lost is sent until Mahak shows it, and is no edit of the accountant', async () => {
  await open()
  await edit({ tags: 'زمستان' })
  world.mahak.faults = [{ kind: 'lost' }]
  await world.push()
  await settle()
  expect([(await here())?.tags, there()?.Tags]).toEqual(['زمستان', 'زمستان'])
  await edit({ tags: 'بهار' })
  world.mahak.faults = [{ kind: 'crash_before' }]
  await expect(world.push()).rejects.toThrow('killed')
  await settle()
  expect([(await here())?.tags, there()?.Tags]).toEqual(['بهار', 'بهار'])
  expect(await conflicts()).toEqual([])
})

test('a product made in the shop is edited on both sides like any other', async () => {
  await open()
  productId = await world.shirt()
  await world.push()
  await world.pullAll()
  await edit({ description: 'دست‌دوز' })
  const [made] = world.mahak.list('Products').filter((row) => row.ProductClientId)
  world.mahak.put('Products', { ProductId: made?.ProductId, ProductCode: 77, Name: 'پیراهن دفتر' })
  expect(await settle()).toBe(1)
  expect(await here()).toMatchObject({ name: 'پیراهن دفتر', description: 'دست‌دوز' })
  expect(world.mahak.table('Products').get(Number(made?.ProductId))).toMatchObject({ Description: 'دست‌دوز' })
  expect(world.mahak.list('ProductDetails')).toHaveLength(6)
})
