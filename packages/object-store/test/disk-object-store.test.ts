import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDiskObjectStore, isObjectKey } from '../src/index.ts'
import { objectStoreConformance } from './conformance.ts'

const makeFolder = () => mkdtemp(path.join(tmpdir(), 'objects-'))

objectStoreConformance('the object store on disk', async () => {
  const folder = await makeFolder()
  return {
    store: createDiskObjectStore({ root: path.join(folder, 'objects') }),
    close: () => rm(folder, { recursive: true, force: true }),
  }
})

let folder: string
beforeEach(async () => {
  folder = await makeFolder()
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const files = async () => (await readdir(folder, { recursive: true })).filter((name) => name.includes('@')).sort()
const TEXT = { contentType: 'text/plain' }

test('the etag is the SHA-256 of the content', async () => {
  const { etag } = await createDiskObjectStore({ root: folder }).put('a', Buffer.from('abc'), TEXT)
  expect(etag).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('objects outlive the store that put them', async () => {
  await createDiskObjectStore({ root: folder }).put('a/b', Buffer.from('abc'), TEXT)
  expect(await createDiskObjectStore({ root: folder }).head('a/b')).toMatchObject({
    size: 3,
    contentType: 'text/plain',
  })
})

test('replacing and deleting leave no files behind', async () => {
  const store = createDiskObjectStore({ root: folder })
  for (const content of ['one', 'two', 'two']) await store.put('a', Buffer.from(content), TEXT)
  expect(await files()).toHaveLength(2)
  await store.delete('a')
  expect(await files()).toEqual([])
})

test('what a crash left half-written is not seen as an object', async () => {
  const store = createDiskObjectStore({ root: folder })
  await store.put('a', Buffer.from('old'), TEXT)
  await writeFile(path.join(folder, 'a@0123456789abcdef'), 'half')
  await writeFile(path.join(folder, 'b@0123456789abcdef'), 'half')
  await writeFile(path.join(folder, 'b@meta.89abcdef@new'), '{"cont')
  const keys: string[] = []
  for await (const { key } of store.list('')) keys.push(key)
  expect(keys).toEqual(['a'])
  expect(await store.head('b')).toBeNull()
})

test('no key reaches a file outside of the folder', async () => {
  const store = createDiskObjectStore({ root: path.join(folder, 'objects') })
  await writeFile(path.join(folder, 'secret@meta'), 'secret')
  const segment = fc.constantFrom('..', '.', 'a', '', '%2e%2e', '..%2f', 'secret', '~', '\\..', '..\u0000')
  await fc.assert(
    fc.asyncProperty(fc.array(segment, { minLength: 1, maxLength: 5 }), async (segments) => {
      const key = segments.join('/')
      if (isObjectKey(key)) await store.put(key, Buffer.from('x'), TEXT)
      else await expect(store.put(key, Buffer.from('x'), TEXT)).rejects.toThrow()
      await store.delete('a').catch(() => undefined)
      expect((await readdir(folder)).filter((name) => name !== 'objects')).toEqual(['secret@meta'])
    }),
    { numRuns: 60 },
  )
  expect(await readFile(path.join(folder, 'secret@meta'), 'utf8')).toBe('secret')
})
