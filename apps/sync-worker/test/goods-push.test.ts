import { availability } from '@hybrid-store/core/inventory'
import { sql } from '@hybrid-store/database'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { localId } from '../src/local-id.ts'
import { createGoodsWorld, type GoodsWorld } from './goods-world.ts'
import { asset } from './world.ts'

let world: GoodsWorld
beforeEach(async () => {
  world = await createGoodsWorld()
})
afterEach(async () => {
  await world?.close()
})

/** The rows of what was made in the shop; the books have had one product with three details. */
const rowsMade = () => {
  const { mahak } = world
  return {
    products: mahak.list('Products').filter((row) => row.ProductClientId),
    details: mahak.list('ProductDetails').filter((row) => row.ProductDetailClientId),
    assignments: mahak.list('VisitorProducts'),
    pictures: mahak.list('Pictures'),
    galleries: mahak.list('PhotoGalleries'),
  }
}
const countsMade = () => Object.values(rowsMade()).map((rows) => rows.length)

test('a product with variants and pictures made in the shop is in the books once, and all is quiet afterwards', async () => {
  const productId = await world.shirt()
  const front = await world.photograph(productId, 'green')
  const back = await world.photograph(productId, 'blue')
  expect(await world.photograph(productId, 'green')).toBe(front)
  expect(await world.push()).toMatchObject({ kind: 'drained' })

  const { products, details, assignments, pictures, galleries } = rowsMade()
  expect(products).toMatchObject([
    {
      Name: 'پیراهن نخی',
      UnitName: 'عدد',
      Description: 'نخ پنبه',
      Tags: 'تابستان',
      Weight: 250,
      ProductCategoryId: 241001,
      Deleted: false,
    },
  ])
  const productOfBooks = products[0]?.ProductId
  expect(details).toMatchObject([
    { ProductId: productOfBooks, Properties: null, Price1: 0 },
    { ProductId: productOfBooks, Properties: '[{"C":"3","V":"سبز"}]', Barcode: 'سبز', Price1: 3_000_000 },
    { ProductId: productOfBooks, Properties: '[{"C":"3","V":"آبی"}]', Barcode: 'آبی', Price1: 3_500_000 },
  ])
  expect(assignments).toMatchObject(
    details.map(({ ProductDetailId }) => ({ ProductDetailId, VisitorId: 40123, Deleted: false })),
  )
  expect(pictures).toMatchObject(
    [1, 2].map((DisplayOrder) => ({ DisplayOrder, ItemId: productOfBooks, ItemType: 102 })),
  )
  expect(galleries).toMatchObject(
    pictures.map(({ PictureId }) => ({ PictureId, EntityType: 102, ItemCode: productOfBooks, ItemType: 102 })),
  )
  expect(world.mahak.uploads).toEqual(pictures.map(({ PictureId }) => PictureId))
  expect(await world.dirty()).toEqual([])

  await world.pullAll()
  await world.pullAll()
  const calls = await world.attempts()
  await world.push()
  expect(await world.attempts()).toBe(calls)
  expect(await world.dirty()).toEqual([])
  expect(countsMade()).toEqual([1, 3, 3, 2, 2])
  expect(await world.shown(productId)).toEqual([
    [front, false],
    [back, false],
  ])
  expect(await world.db.rows(sql`select state from media.asset order by id`)).toEqual([
    { state: 'stored' },
    { state: 'stored' },
  ])
  expect(await world.db.row(sql`select count(*) as n from catalog.product`)).toEqual({ n: 2 })
  expect(await world.issues()).toEqual([])
})

test('what was made here is shown at once and can be bought only when stock has come from the books', async () => {
  const productId = await world.shirt()
  const variants = await world.db.rows<{ id: string; sellable: boolean }>(
    sql`select id, sellable from catalog.variant where product_id = ${productId} and not is_base order by id`,
  )
  const ids = variants.map(({ id }) => localId('var', id))
  const stock = async () => [...(await availability(world.db, ids)).values()].filter((available) => available > 0)
  expect(variants.map(({ sellable }) => sellable)).toEqual([true, true])
  expect(await world.db.row(sql`select visible from catalog.product where id = ${productId}`)).toEqual({
    visible: true,
  })
  await world.push()
  await world.pullAll()
  expect(await stock()).toEqual([])
  const detail = rowsMade().details[1]
  world.mahak.put('ProductDetailStoreAssets', asset(31000009, Number(detail?.ProductDetailId), 1200, 7))
  await world.pullAll()
  expect(await stock()).toEqual([7])
})

test('an answer that is lost after everything was stored doubles nothing', async () => {
  const productId = await world.shirt()
  const pictureId = await world.photograph(productId, 'green')
  for (const step of ['product', 'picture', 'gallery']) {
    world.mahak.faults = [{ kind: 'lost' }]
    await world.push()
    expect(await world.db.rows(sql`select 1 as n from sync.link where send_state = 'uncertain'`), step).toHaveLength(1)
    await world.pullAll()
    await world.later()
  }
  await world.push()
  await world.pullAll()
  expect(countsMade()).toEqual([1, 3, 3, 1, 1])
  expect(await world.dirty()).toEqual([])
  expect(await world.shown(productId)).toEqual([[pictureId, false]])
  expect(await world.db.row(sql`select count(*) as n from catalog.variant where product_id = ${productId}`)).toEqual({
    n: 3,
  })
})

test('a worker that dies before or after any of the calls leaves nothing half done and nothing doubled', async () => {
  const productId = await world.shirt()
  await world.photograph(productId, 'green')
  for (const kind of ['crash_before', 'crash_after', 'crash_before', 'crash_after', 'crash_after'] as const) {
    world.mahak.faults = [{ kind }]
    await expect(world.push()).rejects.toThrow('killed')
    await world.pullAll()
    await world.later()
  }
  await world.push()
  expect(countsMade()).toEqual([1, 3, 3, 1, 1])
  expect(await world.dirty()).toEqual([])
})

test('a crash between the picture row and its file is gone on from there', async () => {
  const productId = await world.shirt()
  await world.photograph(productId, 'green')
  world.mahak.uploadFaults = ['crash_before']
  await expect(world.push()).rejects.toThrow('killed before the file was sent')
  expect(countsMade()).toEqual([1, 3, 3, 1, 0])
  expect(world.mahak.uploads).toEqual([])
  await world.later()
  await world.push()
  expect(countsMade()).toEqual([1, 3, 3, 1, 1])
  expect(world.mahak.uploads).toHaveLength(1)
})

test('a file whose answer was lost is not sent again once Mahak shows it', async () => {
  const productId = await world.shirt()
  await world.photograph(productId, 'green')
  world.mahak.uploadFaults = ['lost']
  await world.push()
  expect(countsMade()).toEqual([1, 3, 3, 1, 0])
  await world.pullAll()
  await world.later()
  await world.push()
  expect([countsMade(), world.mahak.uploads.length]).toEqual([[1, 3, 3, 1, 1], 1])
})

test('a file Mahak refuses wants a person and holds up no other', async () => {
  const productId = await world.shirt()
  const refused = await world.photograph(productId, 'green')
  await world.photograph(productId, 'blue')
  world.mahak.uploadFaults = ['invalid']
  await world.push()
  expect(countsMade()).toEqual([1, 3, 3, 2, 1])
  expect(await world.issues()).toEqual([{ entity: 'gallery', code: 'file_refused', field: 'Url', status: 'open' }])
  expect(await world.dirty()).toEqual([{ entity: 'gallery', state: 'dead' }])
  await world.pullAll()
  expect((await world.shown(productId)).filter(([, own]) => own)).toEqual([[refused, true]])
})

test('a variant that Mahak refuses is sent again under the same keys, and the picture follows', async () => {
  const productId = await world.shirt()
  await world.photograph(productId, 'green')
  const errors = [{ property: 'Barcode', error: 'بارکد تکراری است' }]
  world.mahak.faults = [{ kind: 'refuse_rows', list: 'productDetails', onlyIndex: 2, errors }]
  await world.push()
  expect(countsMade().slice(0, 2)).toEqual([1, 2])
  expect(await world.issues()).toEqual([
    { entity: 'product', code: 'ProductDetails_refused', field: 'Barcode', status: 'open' },
  ])
  await world.later()
  await world.push()
  await world.push()
  expect(countsMade()).toEqual([1, 3, 3, 1, 1])
  expect((await world.issues()).map(({ status }) => status)).toEqual(['resolved'])
  expect(await world.dirty()).toEqual([])
})

test('a product whose options the books have lost is refused with the reason', async () => {
  await world.shirt()
  world.mahak.put('PropertyDescriptions', { PropertyDescriptionId: 600, Deleted: true })
  await world.pullAll()
  await world.push()
  expect(rowsMade().products).toEqual([])
  expect(await world.issues()).toEqual([
    { entity: 'product', code: 'unknown_property', field: 'Properties', status: 'open' },
  ])
  world.mahak.put('PropertyDescriptions', { PropertyDescriptionId: 600, Deleted: false })
  await world.pullAll()
  await world.db.run(sql`update sync.dirty set state = 'dirty', not_before = now()`)
  await world.push()
  expect(rowsMade().products).toHaveLength(1)
  expect(await world.dirty()).toEqual([])
})

test('a picture that is not in the books yet stays when another one changes there', async () => {
  const productId = await world.shirt()
  await world.push()
  await world.pullAll()
  const own = await world.photograph(productId, 'green')
  const product = rowsMade().products[0]?.ProductId
  world.mahak.put('Pictures', { PictureId: 900, Url: '/pictures/900.jpg', DisplayOrder: 1 })
  world.mahak.put('PhotoGalleries', { PhotoGalleryId: 901, PictureId: 900, EntityType: 102, ItemCode: product })
  await world.pullAll()
  const shown = await world.shown(productId)
  expect([shown.length, shown[1]]).toEqual([2, [own, true]])
})
