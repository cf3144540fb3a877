import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { InvalidObjectKeyError, type ObjectStore } from '../src/index.ts'

export interface ObjectStoreHarness {
  store: ObjectStore
  close(): Promise<void>
}

const KEY = 'media/originals/ab/cdef'
const JPEG = { contentType: 'image/jpeg' }
const TEXT = { contentType: 'text/plain; charset=utf-8' }

/** Every implementation of ObjectStore passes exactly this. It starts with an empty store. */
export function objectStoreConformance(name: string, start: () => Promise<ObjectStoreHarness>): void {
  describe(name, () => {
    let harness: ObjectStoreHarness
    let store: ObjectStore
    beforeAll(async () => {
      harness = await start()
      store = harness.store
    })
    afterEach(async () => {
      for await (const { key } of store.list('')) await store.delete(key)
    })
    afterAll(() => harness.close())

    const read = async (key: string) => {
      const found = await store.get(key)
      return found && (await buffer(found.stream))
    }
    const keys = async (prefix: string) => {
      const found: string[] = []
      for await (const { key } of store.list(prefix)) found.push(key)
      return found
    }
    const putAll = async (...all: string[]) => {
      for (const key of all) await store.put(key, Buffer.from(key), TEXT)
    }

    test('what was put is got back byte for byte, with its size, type and etag', async () => {
      const content = randomBytes(300_000)
      const put = await store.put(KEY, content, JPEG)
      expect(put).toEqual({
        key: KEY,
        size: 300_000,
        contentType: 'image/jpeg',
        etag: expect.stringMatching(/^[^"]+$/),
      })
      const { stream, ...info } = (await store.get(KEY)) ?? expect.fail('nothing there')
      expect(info).toEqual(put)
      expect((await buffer(stream)).equals(content)).toBe(true)
      expect(await store.head(KEY)).toEqual(put)
    })

    test('a stream is put as well, whatever its chunks', async () => {
      const chunks = [randomBytes(70_000), randomBytes(1), randomBytes(130_000)]
      expect((await store.put(KEY, Readable.from(chunks), JPEG)).size).toBe(200_001)
      expect((await read(KEY))?.equals(Buffer.concat(chunks))).toBe(true)
    })

    test('an empty object is an object', async () => {
      await store.put(KEY, new Uint8Array(), TEXT)
      expect(await store.head(KEY)).toMatchObject({ size: 0 })
      expect(await read(KEY)).toEqual(Buffer.alloc(0))
    })

    test('what was never put is null', async () => {
      expect(await store.get(KEY)).toBeNull()
      expect(await store.head(KEY)).toBeNull()
      expect(await store.get('media/originals')).toBeNull()
    })

    test('a new put replaces content, type and etag; the same content has the same etag', async () => {
      const first = await store.put(KEY, Buffer.from('one'), TEXT)
      const second = await store.put(KEY, Buffer.from('two, longer'), JPEG)
      expect(second.etag).not.toBe(first.etag)
      expect(await store.head(KEY)).toEqual(second)
      expect((await read(KEY))?.toString()).toBe('two, longer')
      expect((await store.put(KEY, Buffer.from('one'), TEXT)).etag).toBe(first.etag)
    })

    test('a reader that has begun is not disturbed by a replacement or a deletion', async () => {
      const content = randomBytes(500_000)
      await store.put(KEY, content, JPEG)
      const found = (await store.get(KEY)) ?? expect.fail('nothing there')
      await store.put(KEY, Buffer.from('new'), TEXT)
      await store.delete(KEY)
      expect((await buffer(found.stream)).equals(content)).toBe(true)
    })

    test('a put whose source fails leaves the old object as it was, and no new one', async () => {
      const failing = () =>
        Readable.from(
          (async function* () {
            yield Buffer.from('half')
            throw new Error('the source is gone')
          })(),
        )
      await store.put(KEY, Buffer.from('old'), TEXT)
      await expect(store.put(KEY, failing(), TEXT)).rejects.toThrow('the source is gone')
      await expect(store.put('other', failing(), TEXT)).rejects.toThrow('the source is gone')
      expect((await read(KEY))?.toString()).toBe('old')
      expect(await keys('')).toEqual([KEY])
    })

    test('twenty writers of one key at once leave one of their objects, whole', async () => {
      const contents = Array.from({ length: 20 }, (_, n) => Buffer.alloc(50_000 + n, n))
      await Promise.all(contents.map((content) => store.put(KEY, content, JPEG)))
      const found = await read(KEY)
      expect(contents.some((content) => found?.equals(content))).toBe(true)
      expect((await store.head(KEY))?.size).toBe(found?.length)
    })

    test('readers during replacements always get a whole object', async () => {
      const contents = [Buffer.alloc(90_000, 1), Buffer.alloc(120_000, 2)]
      await store.put(KEY, Buffer.alloc(90_000, 1), JPEG)
      let writing = true
      const writer = (async () => {
        for (let n = 0; n < 20; n += 1) await store.put(KEY, contents[n % 2] ?? Buffer.alloc(0), JPEG)
        writing = false
      })()
      while (writing) {
        const found = await read(KEY)
        expect(contents.some((content) => found?.equals(content))).toBe(true)
      }
      await writer
    })

    test('deleting removes the object, and deleting again is fine', async () => {
      await putAll(KEY)
      await store.delete(KEY)
      await store.delete(KEY)
      expect(await store.get(KEY)).toBeNull()
      expect(await keys('')).toEqual([])
    })

    test('a key may be the beginning of another, as if it were its folder', async () => {
      await putAll('a', 'a/b', 'a/b/c')
      await store.delete('a/b')
      expect((await read('a'))?.toString()).toBe('a')
      expect((await read('a/b/c'))?.toString()).toBe('a/b/c')
      expect(await store.head('a/b')).toBeNull()
    })

    test('keys hold Persian, blanks and signs that mean something elsewhere', async () => {
      const all = [
        'گزارش/فاکتور ۱۲.pdf',
        'a b+c&d=e',
        'a%40b',
        'a@b',
        'a@meta',
        "it's #1?.png",
        '~x',
        'é',
        'e\u0301',
        `${'ک'.repeat(100)}/x`,
      ]
      await putAll(...all)
      for (const key of all) expect((await read(key))?.toString()).toBe(key)
      expect((await keys('')).sort()).toEqual([...all].sort())
    })

    test('a list holds exactly what starts with the prefix, in the order of the bytes, also within a segment', async () => {
      await putAll('m/b', 'm/a.txt', 'm/a/1', 'm/ab', 'm/a', 'n/1', 'm/س', 'm/𝄞', 'm/ﷲ')
      expect(await keys('m/')).toEqual(['m/a', 'm/a.txt', 'm/a/1', 'm/ab', 'm/b', 'm/س', 'm/ﷲ', 'm/𝄞'])
      expect(await keys('m/a')).toEqual(['m/a', 'm/a.txt', 'm/a/1', 'm/ab'])
      expect(await keys('m/a/')).toEqual(['m/a/1'])
      expect(await keys('x')).toEqual([])
      expect(await keys('m/x/')).toEqual([])
    })

    test('a list tells of each object what head tells', async () => {
      await store.put(KEY, Buffer.from('x'), JPEG)
      for await (const info of store.list('media/')) expect(info).toEqual(await store.head(KEY))
    })

    test.each([
      '',
      '/a',
      'a/',
      'a//b',
      '.',
      '..',
      '../a',
      'a/../b',
      'a/./b',
      'a\\b',
      'a\u0000b',
      'a\nb',
      '\ud800',
      'x'.repeat(201),
      `${'x/'.repeat(512)}x`,
    ])('the key %j is refused by every method, and nothing is written', async (key) => {
      await expect(store.put(key, Buffer.from('x'), TEXT)).rejects.toThrow(InvalidObjectKeyError)
      await expect(store.get(key)).rejects.toThrow(InvalidObjectKeyError)
      await expect(store.head(key)).rejects.toThrow(InvalidObjectKeyError)
      await expect(store.delete(key)).rejects.toThrow(InvalidObjectKeyError)
      expect(await keys('')).toEqual([])
    })

    test('a prefix that leads out of the store is refused', async () => {
      await expect(keys('../')).rejects.toThrow(InvalidObjectKeyError)
      await expect(keys('a/../../')).rejects.toThrow(InvalidObjectKeyError)
    })
  })
}
