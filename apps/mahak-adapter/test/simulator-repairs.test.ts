import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createMahakSimulator, type MahakSimulator } from '@hybrid-store/simulator-mahak'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ChangeVersions, RowsLine } from '../src/client/index.ts'
import { type RunningAdapter, startAdapter } from './start-adapter.ts'

let db: TestDatabase
let simulator: MahakSimulator
let adapter: RunningAdapter
const folder = mkdtempSync(path.join(tmpdir(), 'capture-'))

beforeAll(async () => {
  db = await testDatabase()
  simulator = await createMahakSimulator({ databaseUrl: db.url, port: 0, logger: pino({ level: 'silent' }) })
  adapter = await startAdapter(`${simulator.url}/API/v3`, { environment: { MAHAK_CAPTURE_FOLDER: folder } })
})
afterAll(async () => {
  await adapter?.close()
  await simulator?.close()
  await db?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function read(versions: ChangeVersions): Promise<RowsLine[]> {
  const lines: RowsLine[] = []
  for await (const line of adapter.client.changes(versions)) {
    if ('rows' in line) lines.push(line)
    else if ('end' in line) return lines
    else throw new Error(JSON.stringify(line))
  }
  throw new Error('no end')
}

async function pictures(version = 0) {
  return (await read({ Pictures: version })).flatMap((line) => (line.entity === 'Pictures' ? line.rows : []))
}

test('a picture is uploaded to its row and comes back by its new address', async () => {
  const [shown] = await pictures()
  const file = await adapter.client.picture(shown?.Url ?? '')
  if (!file.ok) throw new Error(file.error.message)
  const saved = await adapter.client.saveRows({
    pictures: [{ PictureClientId: 9001, FileName: 'میز.png', ItemId: shown?.ItemId ?? 0, ItemType: 102 }],
  })
  const pictureId = saved.ok ? (saved.value.pictures?.[0]?.id ?? 0) : 0
  const { bytes, contentType } = file.value
  const uploaded = await adapter.client.uploadPicture({
    pictureId,
    fileName: 'میز.png',
    bytes: new Uint8Array(bytes),
    contentType,
  })
  expect(uploaded).toMatchObject({ ok: true, value: { url: expect.stringContaining(`pic-${pictureId}-`) } })
  const again = await adapter.client.picture(uploaded.ok ? (uploaded.value.url ?? '') : '')
  expect(again.ok && Buffer.compare(again.value.bytes, bytes)).toBe(0)
  expect((await pictures()).find((row) => row.PictureId === pictureId)).toMatchObject({ FileSize: bytes.length })
})

test('the file of a picture nobody has is refused', async () => {
  const picture = { pictureId: 1, fileName: 'a.png', bytes: new Uint8Array([1]), contentType: 'image/png' }
  expect(await adapter.client.uploadPicture(picture)).toMatchObject({ ok: false, error: { code: 'invalid' } })
})

test('rows the caller has wrong or not at all come again after a dispute, the others do not', async () => {
  const stores = (await read({ Stores: 0 })).flatMap((line) => (line.entity === 'Stores' ? line.rows : []))
  const newest = Math.max(...stores.map((row) => row.RowVersion))
  const [wrong, ...right] = stores.map(({ StoreId: id, RowVersion: rowVersion }) => ({ id, rowVersion }))
  if (!wrong) throw new Error('the demo shop has no store')
  expect((await adapter.client.solveDispute('Stores', [...right, { ...wrong, rowVersion: 1 }])).ok).toBe(true)
  const touched = (await read({ Stores: newest })).flatMap((line) => (line.entity === 'Stores' ? line.rows : []))
  expect(touched.map((row) => row.StoreId)).toEqual([wrong.id])
})

test('order disputes and look-ups are answered', async () => {
  const [product] = (await read({ Products: 0 })).flatMap((line) => (line.entity === 'Products' ? line.rows : []))
  expect((await adapter.client.solveOrderDispute([])).ok).toBe(true)
  const productId = product?.ProductId ?? 0
  expect(JSON.stringify(await adapter.client.lookUp({ productId }))).toContain(`"ProductId":${productId}`)
})

test('by the second names, which insist on metadata, the account is the same', async () => {
  const second = await startAdapter(`${simulator.url}/API/v3`, {
    environment: { MAHAK_API_NAMES: 'v2', MAHAK_PACKAGE_NO: '3500000' },
  })
  try {
    const [one, other] = [await adapter.client.account(), await second.client.account()]
    expect(other.ok && other.value.databaseId).toBe(one.ok && one.value.databaseId)
  } finally {
    await second.close()
  }
})

test('what was captured of all this names calls and goods, but no token', async () => {
  await adapter.close()
  const files = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'))
  adapter = await startAdapter(`${simulator.url}/API/v3`)
  const everything = files.join('')
  for (const call of ['Login', 'GetAllData', 'SaveAllData', 'Upload', 'SolveDispute', 'GetProductInfo']) {
    expect(everything).toContain(`/${call}`)
  }
  expect(everything).not.toMatch(/eyJ[\w-]+\./)
  expect(everything).not.toContain('12186fe8a7b1dd053d95e8d3379c7271')
})
