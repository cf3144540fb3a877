import { sql } from '@hybrid-store/database'
import { createHttpServer } from '@hybrid-store/http'
import type { Message, MessageHandler } from '@hybrid-store/messaging'
import type { ObjectStore } from '@hybrid-store/object-store'
import { eventually } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { registerMediaRoutes, startMediaWorker } from '../index.ts'
import { jpeg, openStudio } from './studio.ts'

let studio: Awaited<ReturnType<typeof openStudio>>
beforeAll(async () => {
  studio = await openStudio()
})
afterAll(() => studio.close())
beforeEach(async () => {
  await studio.db.run(sql`truncate media.asset`)
})

/** A bus with one bell: the handler of `media_request`. */
function bell() {
  let handler: MessageHandler | undefined
  const message: Message = { id: 'm1', type: 'media.render', body: {}, attempt: 1, enqueuedAt: '2026-11-23T12:00:00Z' }
  return {
    ring: async () => handler?.(message),
    bus: {
      consume: async (_queue: string, _options: { prefetch: number }, given: MessageHandler) => {
        handler = given
        return { close: async () => undefined }
      },
    },
  }
}

async function withWorker(
  work: (ring: () => Promise<unknown>) => Promise<void>,
  objects: ObjectStore = studio.objects,
  sweepMs = 60_000,
) {
  const { ring, bus } = bell()
  const worker = await startMediaWorker({ ...studio.deps, objects, bus, sweepMs })
  try {
    await work(ring)
  } finally {
    await worker.close()
  }
}
const state = async (assetId: string) => (await studio.asset(assetId))?.state

test('a ring makes stored pictures ready, in three files', async () => {
  const ids = await Promise.all(
    ['#111', '#222', '#333', '#444', '#555'].map(async (colour) => studio.saved(await jpeg(1500, 1000, colour))),
  )
  await withWorker(async (ring) => {
    await ring()
    for (const id of ids) expect(await studio.asset(id)).toMatchObject({ state: 'ready', width: 1200, height: 800 })
    const sha256 = (await studio.asset(ids[0] ?? ''))?.sha256
    expect(await studio.keys(`media/renditions/${sha256}`)).toEqual([
      `media/renditions/${sha256}-1200.webp`,
      `media/renditions/${sha256}-300.webp`,
      `media/renditions/${sha256}-600.webp`,
    ])
  })
})

test('a picture whose ring was lost is made ready by the sweep', async () => {
  const assetId = await studio.saved(await jpeg(100, 100))
  await withWorker(
    async () => {
      await eventually(async () => (await state(assetId)) === 'ready')
    },
    studio.objects,
    10,
  )
})

test('the same bytes are rendered once, and a later asset with them is ready without rendering', async () => {
  const bytes = await jpeg(640, 480, '#0a0')
  const puts: string[] = []
  const counting: ObjectStore = {
    ...studio.objects,
    put: (key, ...rest) => {
      puts.push(key)
      return studio.objects.put(key, ...rest)
    },
  }
  const first = await studio.saved(bytes)
  await withWorker(async (ring) => {
    await ring()
    const second = await studio.saved(bytes)
    await ring()
    expect([await studio.asset(first), await studio.asset(second)]).toMatchObject([
      { state: 'ready', width: 640 },
      { state: 'ready', width: 640, height: 480 },
    ])
    expect(puts).toHaveLength(3)
  }, counting)
})

test('bytes that break off become unavailable and do not hold up the others', async () => {
  const whole = await jpeg(900, 900, '#00a')
  const broken = await studio.saved(whole.subarray(0, whole.length / 2))
  const good = await studio.saved(await jpeg(90, 90, '#aa0'))
  await withWorker(async (ring) => {
    await ring()
    expect(await studio.asset(broken)).toMatchObject({ state: 'unavailable', reason: expect.any(String) })
    expect(await state(good)).toBe('ready')
  })
})

test('an original that is gone makes the picture unavailable', async () => {
  const assetId = await studio.saved(await jpeg(70, 70, '#0aa'))
  await studio.objects.delete(`media/originals/${(await studio.asset(assetId))?.sha256}`)
  await withWorker(async (ring) => {
    await ring()
    expect(await studio.asset(assetId)).toMatchObject({ state: 'unavailable', reason: expect.stringContaining('gone') })
  })
})

test('while the object store is out the picture waits, and is made ready afterwards', async () => {
  const assetId = await studio.saved(await jpeg(60, 60, '#a0a'))
  let out = true
  const shaky: ObjectStore = {
    ...studio.objects,
    get: (key) => (out ? Promise.reject(new Error('connection refused')) : studio.objects.get(key)),
  }
  await withWorker(async (ring) => {
    await ring()
    expect(await state(assetId)).toBe('stored')
    out = false
    await studio.db.run(sql`update media.asset set lease_until = now() - interval '1 second'`)
    await ring()
    expect(await state(assetId)).toBe('ready')
  }, shaky)
})

test('ten rings at once are all answered when the pictures are ready', async () => {
  const ids = await Promise.all(
    ['#101', '#202', '#303'].map(async (colour) => studio.saved(await jpeg(50, 50, colour))),
  )
  await withWorker(async (ring) => {
    await Promise.all(Array.from({ length: 10 }, ring))
    for (const id of ids) expect(await state(id)).toBe('ready')
  })
})

test('pictures are served with a name that never changes', async () => {
  const assetId = await studio.saved(await jpeg(500, 250, '#abc'))
  await withWorker(async (ring) => void (await ring()))
  const name = `${(await studio.asset(assetId))?.sha256}-300.webp`
  const app = createHttpServer({ name: 'test', logger: studio.deps.logger })
  registerMediaRoutes(app, studio.deps)

  const picture = await app.inject(`/media/${name}`)
  expect(picture.statusCode).toBe(200)
  expect(picture.headers).toMatchObject({
    'content-type': 'image/webp',
    'cache-control': 'public, max-age=31536000, immutable',
    etag: `"${name}"`,
    'x-content-type-options': 'nosniff',
    'content-length': String(picture.rawPayload.length),
  })
  expect(picture.rawPayload.subarray(8, 12).toString()).toBe('WEBP')

  const again = await app.inject({ url: `/media/${name}`, headers: { 'if-none-match': `"${name}"` } })
  expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0])
  const head = await app.inject({ method: 'HEAD', url: `/media/${name}` })
  expect([head.statusCode, head.rawPayload.length]).toEqual([200, 0])

  const others = [
    `${'0'.repeat(64)}-300.webp`,
    name.replace('300', '301'),
    'x.webp',
    '..%2foriginals%2fx',
    `${name}.php`,
  ]
  for (const file of others) {
    const answer = await app.inject(`/media/${file}`)
    expect([file, answer.statusCode, answer.json().code]).toEqual([file, 404, 'not_found'])
  }
  await app.close()
})
