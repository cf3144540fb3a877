import { sql } from '@hybrid-store/database'
import { newId } from '@hybrid-store/kernel'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { imageUrls, leaseWanted, markUnavailable, requestAssets, saveOriginal } from '../index.ts'
import { jpeg, openStudio } from './studio.ts'

let studio: Awaited<ReturnType<typeof openStudio>>
beforeAll(async () => {
  studio = await openStudio()
})
afterAll(() => studio.close())
beforeEach(async () => {
  await studio.db.run(sql`truncate media.asset, platform.outbox`)
})

const request = (rows: Parameters<typeof requestAssets>[1]) => studio.db.transaction((tx) => requestAssets(tx, rows))
const rings = () => studio.db.rows<{ queue: string; message: unknown }>(sql`select queue, message from platform.outbox`)

test('a new picture is wanted; asked for again from the same source it is left alone', async () => {
  const row = { assetId: newId('img'), source: 'http://books/1.jpg' }
  expect(await request([row])).toEqual({ changed: 1, unchanged: 0 })
  await markUnavailable(studio.db, row.assetId, 'gone')
  expect(await request([row])).toEqual({ changed: 0, unchanged: 1 })
  expect(await studio.asset(row.assetId)).toMatchObject({ state: 'unavailable', reason: 'gone' })
})

test('a picture whose source changed is wanted again, with a fresh count', async () => {
  const assetId = await studio.wanted('http://books/old.jpg')
  await leaseWanted(studio.db, 1, 60_000)
  await markUnavailable(studio.db, assetId, 'gone')
  expect(await request([{ assetId, source: 'http://books/new.jpg' }])).toEqual({ changed: 1, unchanged: 0 })
  expect(await leaseWanted(studio.db, 1, 60_000)).toEqual([{ assetId, source: 'http://books/new.jpg', attempts: 1 }])
})

test('two pictures from one source are two assets', async () => {
  const rows = [newId('img'), newId('img')].map((assetId) => ({ assetId, source: 'http://books/same.jpg' }))
  expect(await request(rows)).toEqual({ changed: 2, unchanged: 0 })
})

test('each wanted picture is handed out once while its lease lasts, to any number of fetchers', async () => {
  const ids = await Promise.all(Array.from({ length: 9 }, () => studio.wanted()))
  const leased = await Promise.all(Array.from({ length: 5 }, () => leaseWanted(studio.db, 2, 60_000)))
  const rest = await leaseWanted(studio.db, 9, 60_000)
  expect([...leased.flat(), ...rest].map((asset) => asset.assetId).toSorted()).toEqual(ids.toSorted())
  expect(await leaseWanted(studio.db, 9, 60_000)).toEqual([])
})

test('a picture whose fetcher died is handed out again and its attempts are counted', async () => {
  const assetId = await studio.wanted()
  await leaseWanted(studio.db, 1, -1)
  expect(await leaseWanted(studio.db, 1, 60_000)).toMatchObject([{ assetId, attempts: 2 }])
})

test('a fetched picture is kept by its content and rings for its renditions', async () => {
  const assetId = await studio.saved(await jpeg(20, 10))
  const asset = await studio.asset(assetId)
  expect(asset).toMatchObject({ state: 'stored', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
  const original = await studio.objects.head(`media/originals/${asset?.sha256}`)
  expect(original?.contentType).toBe('image/jpeg')
  expect(await rings()).toEqual([{ queue: 'media_request', message: { type: 'media.render', body: { assetId } } }])
})

test('the same bytes are kept once', async () => {
  const bytes = await jpeg(21, 11)
  const [first, second] = [await studio.saved(bytes), await studio.saved(bytes)]
  const sha256 = (await studio.asset(first))?.sha256
  expect((await studio.asset(second))?.sha256).toBe(sha256)
  expect(await studio.keys(`media/originals/${sha256}`)).toHaveLength(1)
})

test.each([
  ['text', Buffer.from('<html>404</html>')],
  ['nothing', Buffer.alloc(0)],
  [
    'a program in the clothes of a picture',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
  ],
])('%s is refused, whatever the sender calls it', async (_, bytes) => {
  const assetId = await studio.wanted()
  const saved = await saveOriginal(studio.deps, { assetId, bytes, contentType: 'image/jpeg' })
  expect(saved).toEqual({ ok: false, error: { code: 'not_an_image' } })
  expect(await studio.asset(assetId)).toMatchObject({ state: 'wanted', sha256: null })
  expect(await rings()).toEqual([])
})

test('a file beyond 20 MB is refused', async () => {
  const bytes = Buffer.alloc(20 * 1024 * 1024 + 1)
  const saved = await saveOriginal(studio.deps, { assetId: newId('img'), bytes, contentType: 'image/jpeg' })
  expect(saved).toEqual({ ok: false, error: { code: 'too_large' } })
})

test('a picture that was fetched from an address that changed meanwhile is not taken', async () => {
  const assetId = await studio.wanted('http://books/a.jpg')
  await request([{ assetId, source: 'http://books/b.jpg' }])
  const original = { assetId, source: 'http://books/a.jpg', bytes: await jpeg(22, 12), contentType: 'image/jpeg' }
  await saveOriginal(studio.deps, original)
  expect(await studio.asset(assetId)).toMatchObject({ state: 'wanted' })
  expect(await rings()).toEqual([])
})

test('only pictures that are ready have addresses', async () => {
  const [ready, stored] = [newId('img'), await studio.saved(await jpeg(23, 13))]
  const sha = 'd'.repeat(64)
  await studio.db.run(sql`insert into media.asset (id, source, state, sha256, width, height)
    values (${ready}, 's', 'ready', ${sha}, 1200, 900)`)
  expect(await imageUrls(studio.db, [ready, stored, newId('img')])).toEqual(
    new Map([
      [
        ready,
        {
          url: `/media/${sha}-1200.webp`,
          mediumUrl: `/media/${sha}-600.webp`,
          smallUrl: `/media/${sha}-300.webp`,
          width: 1200,
          height: 900,
        },
      ],
    ]),
  )
})
