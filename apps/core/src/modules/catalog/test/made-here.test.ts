import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fieldOwnersSetting, type NewProductBody } from '@hybrid-store/contracts'
import { sql } from '@hybrid-store/database'
import { createHttpServer, sendProblem } from '@hybrid-store/http'
import { newId, systemClock } from '@hybrid-store/kernel'
import { createDiskObjectStore } from '@hybrid-store/object-store'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { pino } from 'pino'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyRemoteImages, applyRemoteProperties, registerAdminProductRoutes } from '../index.ts'
import { books } from './books.ts'
import { shopMigrations, shopWindow } from './shop-window.ts'

let db: TestDatabase
let folder: string
let staff: ReturnType<typeof createHttpServer>
const window = () => shopWindow(db)
beforeAll(async () => {
  db = await testDatabase(shopMigrations)
  folder = await mkdtemp(path.join(tmpdir(), 'catalog-'))
  await db.transaction((tx) => applyRemoteProperties(tx, [{ code: 3, title: 'رنگ', deleted: false }]))
  staff = createHttpServer({ name: 'test', logger: pino({ level: 'silent' }) })
  staff.addHook('onRequest', async (request, reply) => {
    if (request.headers.authorization === undefined) return sendProblem(reply, { code: 'unauthenticated' })
    request.principal = { audience: 'staff', id: 'stf_1', permissions: ['catalog.write'] }
  })
  registerAdminProductRoutes(staff, {
    db,
    objects: createDiskObjectStore({ root: folder }),
    clock: systemClock,
    config: { FIELD_OWNERS: fieldOwnersSetting.parse('product.weight=mahak') },
  })
})
afterAll(async () => {
  await staff?.close()
  await db?.close()
  await rm(folder, { recursive: true, force: true })
})

const variant = (value: string, price = 1_000_000): NewProductBody['variants'][number] => ({
  options: [{ name: 'رنگ', value }],
  barcode: '',
  price,
})
const make = async (body: object, key: string = newId('cart')) => {
  const answer = await staff.inject({
    method: 'POST',
    url: '/api/v1/admin/products',
    headers: { authorization: 'Bearer x', 'idempotency-key': key },
    payload: body,
  })
  return { status: answer.statusCode, body: answer.json() }
}
const picture = (colour: string) =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: colour } })
    .png()
    .toBuffer()
const upload = async (productId: string, payload: Buffer, type = 'image/png') => {
  const url = `/api/v1/admin/products/${productId}/pictures`
  const headers = { authorization: 'Bearer x', 'content-type': type }
  const answer = await staff.inject({ method: 'POST', url, headers, payload })
  return { status: answer.statusCode, body: answer.json() }
}
const dirty = () => db.rows(sql`select entity, local_id as id from sync.dirty order by entity, local_id`)

test('a product is made once, shown with nothing in stock, and the books are to hear of it', async () => {
  await db.run(sql`truncate sync.dirty, platform.outbox`)
  const body = { name: ' كيف  چرم ', variants: [variant('مشكي', 2_000_000), variant('قهوه‌ای', 2_500_000)] }
  const made = await make(body, 'one')
  expect(made.status).toBe(200)
  expect(await make(body, 'one')).toEqual(made)
  const { id } = made.body
  expect(await dirty()).toEqual([{ entity: 'product', id }])
  expect(await db.rows(sql`select queue from platform.outbox`)).toEqual([{ queue: 'catalog_sync_request' }])
  expect((await window().get(`/api/v1/products/${id}`)).body).toMatchObject({
    name: 'کیف چرم',
    slug: 'کیف-چرم',
    unit: 'عدد',
    options: [{ name: 'رنگ', values: ['مشکی', 'قهوه‌ای'] }],
    variants: [
      { price: 2_000_000, available: 0 },
      { price: 2_500_000, available: 0 },
    ],
  })
  const answer = await staff.inject({
    method: 'GET',
    url: `/api/v1/admin/products/${id}`,
    headers: { authorization: 'Bearer x' },
  })
  expect(answer.json()).toMatchObject({ code: 0, visible: true, variants: [{}, {}] })
})

test.each<[string, object, string, string]>([
  [
    'an option the books do not know',
    { variants: [{ ...variant('x'), options: [{ name: 'جنس', value: 'چرم' }] }] },
    'body.variants.0.options',
    'ویژگی «جنس» در محک تعریف نشده است؛ نخست آن را در محک بسازید',
  ],
  ['a category the books do not know', { categoryId: newId('cat') }, 'body.categoryId', 'این دسته در محک نیست'],
  ['two equal variants', { variants: [variant('آبی'), variant('آبي')] }, 'body.variants', 'دو تنوع یکسان‌اند'],
  [
    'variants of different options',
    { variants: [variant('آبی'), { ...variant('x'), options: [] }] },
    'body.variants',
    'همهٔ تنوع‌ها باید همان ویژگی‌ها را داشته باشند',
  ],
  ['a blank name', { name: '  ' }, 'body.name', 'نام کالا خالی است'],
])('%s is refused and nothing is made', async (_name, part, field, message) => {
  const before = await db.row(sql`select count(*) as n from catalog.product`)
  const refused = await make({ name: 'کالا', variants: [variant('آبی')], ...part })
  expect([refused.status, refused.body.errors]).toEqual([400, [{ field, message }]])
  expect(await db.row(sql`select count(*) as n from catalog.product`)).toEqual(before)
})

test('a product without options is its own base row and is for sale', async () => {
  const { body } = await make({ name: 'لیوان', variants: [{ options: [], price: 500_000 }] })
  expect(
    await db.rows(sql`select is_base, sellable, price from catalog.variant where product_id = ${body.id}`),
  ).toEqual([{ is_base: true, sellable: true, price: 500_000 }])
})

test('a picture is kept once, and stays behind those of the books until they show it', async () => {
  const { body } = await make({ name: 'گلدان', variants: [{ options: [], price: 700_000 }] })
  await db.run(sql`truncate sync.dirty`)
  const own = await upload(body.id, await picture('#c33'))
  expect(await upload(body.id, await picture('#c33'))).toEqual(own)
  expect(await dirty()).toEqual([{ entity: 'picture', id: own.body.id }])
  const shown = () =>
    db.rows(sql`select asset_id as id, own from catalog.product_image where product_id = ${body.id} order by position`)
  const theirs = newId('img')
  const apply = (...assetIds: `img_${string}`[]) =>
    db.transaction((tx) => applyRemoteImages(tx, [{ productId: body.id, assetIds }]))
  await apply(theirs)
  expect(await shown()).toEqual([
    { id: theirs, own: false },
    { id: own.body.id, own: true },
  ])
  await apply(own.body.id, theirs)
  await apply(theirs)
  expect(await shown()).toEqual([{ id: theirs, own: false }])
})

test('what is no picture, too many pictures and an unknown product are refused', async () => {
  const { body } = await make({ name: 'آینه', variants: [{ options: [], price: 700_000 }] })
  expect((await upload(body.id, Buffer.from('<svg/>'), 'image/svg+xml')).body.code).toBe('unsupported_media_type')
  expect((await upload(newId('prd'), await picture('#fff'))).body.code).toBe('not_found')
  for (let n = 0; n < 20; n += 1) expect((await upload(body.id, await picture(`#0000${10 + n}`))).status).toBe(200)
  expect((await upload(body.id, await picture('#abc'))).body.code).toBe('too_many_pictures')
})

test('goods that only the books have written are never marked', async () => {
  await db.run(sql`truncate sync.dirty`)
  await books(db).goods('کالای دفتر')
  expect(await dirty()).toEqual([])
})

test('staff change what is theirs, the books are to hear of it once, and what belongs to the books is refused by name', async () => {
  const { productId } = await books(db).goods('قابلمه', 900_000, { description: 'از دفتر', weight: 3 })
  await db.run(sql`truncate sync.dirty`)
  const edit = async (payload: object) => {
    const url = `/api/v1/admin/products/${productId}`
    const answer = await staff.inject({ method: 'PATCH', url, headers: { authorization: 'Bearer x' }, payload })
    return { status: answer.statusCode, body: answer.json() }
  }
  const refused = await edit({ name: 'دیگ', weight: 4, description: 'تازه' })
  expect([refused.status, refused.body.code]).toEqual([409, 'owned_by_books'])
  expect(refused.body.errors).toEqual([
    { field: 'body.name', message: '«نام» را محک تعیین می‌کند؛ آن را در محک ویرایش کنید' },
    { field: 'body.weight', message: '«وزن» را محک تعیین می‌کند؛ آن را در محک ویرایش کنید' },
  ])
  expect(await dirty()).toEqual([])
  expect((await edit({ description: ' تازه ' })).body).toMatchObject({
    description: 'تازه',
    weight: 3,
    owners: { name: 'mahak', description: 'both', weight: 'mahak' },
  })
  expect(await dirty()).toEqual([{ entity: 'product', id: productId }])
  await db.run(sql`truncate sync.dirty`)
  await edit({ description: 'تازه' })
  expect(await dirty()).toEqual([])
  expect(await db.row(sql`select agreed from catalog.product where id = ${productId}`)).toEqual({
    agreed: { name: 'قابلمه', unit: 'عدد', description: 'از دفتر', tags: '', weight: 3 },
  })
})
