import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { firstOf, type Row, SMALL, startSimulator, type TestSimulator } from './support/simulator.ts'

let mahak: TestSimulator
let token: string
let png: Buffer
beforeAll(async () => {
  mahak = await startSimulator({ catalogue: SMALL })
  token = await mahak.login()
  png = await draw('#c00').png().toBuffer()
})
afterAll(() => mahak.stop())

const draw = (background: string) => sharp({ create: { width: 40, height: 30, channels: 3, background } })

let pictureId: number
let clientId = 0
beforeEach(async () => {
  clientId += 1
  const pictures = [{ pictureClientId: clientId, itemId: 8_100_001, itemType: 102, fileName: 'p1.png' }]
  pictureId = Number(firstOf((await mahak.save({ pictures })).of('Pictures')).EntityId)
})

const rowOf = async (id: number): Promise<Row> =>
  firstOf((await mahak.rows('Pictures')).filter((row) => row.PictureId === id))

async function send(part: { name?: string; bytes: Buffer; headers?: Record<string, string>; query?: string }) {
  const form = new FormData()
  form.set(part.name ?? 'file', new Blob([new Uint8Array(part.bytes)]), 'ignored.bin')
  const headers = part.headers ?? { authorization: token, 'x-pictureid': String(pictureId), 'x-filename': 'new.png' }
  const answer = await mahak.call(`/API/v3/Sync/Upload${part.query ?? ''}`, { method: 'POST', headers, body: form })
  return { status: answer.status, body: await answer.json() }
}

const keptSchema = z.strictObject({
  Result: z.literal(true),
  Data: z.strictObject({
    Result: z.literal(true),
    EntityId: z.number(),
    RowVersion: z.number(),
    AdditionalData: z.strictObject({ FileUrl: z.string(), FileHash: z.string() }),
  }),
})

describe('§7 Upload', () => {
  test('the file is kept, its address and hash are told, and anybody may read it', async () => {
    const { body } = await send({ bytes: png })
    const { EntityId, AdditionalData } = keptSchema.parse(body).Data
    expect(EntityId).toBe(pictureId)
    expect(AdditionalData.FileUrl).toMatch(
      new RegExp(`^/api/v3/Content/Images/all/pic-${pictureId}-[0-9a-f-]{36}\\.png$`),
    )
    expect(AdditionalData.FileHash).toBe(createHash('sha1').update(png).digest('hex').toUpperCase())
    const file = await mahak.call(AdditionalData.FileUrl)
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(Buffer.from(await file.arrayBuffer()).equals(png)).toBe(true)
  })

  test('the row comes with the new address, size, format and hash and a newer version', async () => {
    const before = await rowOf(pictureId)
    const { RowVersion, AdditionalData } = keptSchema.parse((await send({ bytes: png })).body).Data
    expect(RowVersion).toBeGreaterThan(Number(before.RowVersion))
    const { Pictures } = await mahak.read({ fromPictureVersion: Number(before.RowVersion) })
    expect(Pictures).toHaveLength(1)
    expect(firstOf(Pictures)).toMatchObject({
      PictureId: pictureId,
      PictureClientId: clientId,
      ItemId: 8_100_001,
      FileName: 'new.png',
      Url: AdditionalData.FileUrl,
      PictureHash: AdditionalData.FileHash,
      FileSize: png.length,
      Width: 40,
      Height: 30,
      Format: 'png',
      RowVersion,
    })
  })

  test('10 uploads to one picture at the same time leave the file that its row tells of', async () => {
    const colours = Array.from({ length: 10 }, (_, n) => `#${n}${n}${n}`)
    const files = await Promise.all(colours.map((colour) => draw(colour).png().toBuffer()))
    const answers = await Promise.all(files.map((bytes) => send({ bytes })))
    const kept = answers.map(({ body }) => keptSchema.parse(body).Data)
    expect(new Set(kept.map(({ RowVersion }) => RowVersion)).size).toBe(10)
    const row = await rowOf(pictureId)
    expect(row.RowVersion).toBe(Math.max(...kept.map(({ RowVersion }) => RowVersion)))
    const bytes = Buffer.from(await (await mahak.call(String(row.Url))).arrayBuffer())
    expect(createHash('sha1').update(bytes).digest('hex').toUpperCase()).toBe(row.PictureHash)
  })

  test('an uploaded file outlives a restart', async () => {
    const { FileUrl } = keptSchema.parse((await send({ bytes: png })).body).Data.AdditionalData
    const again = await startSimulator({ catalogue: SMALL }, mahak.db)
    expect(Buffer.from(await (await again.call(FileUrl)).arrayBuffer()).equals(png)).toBe(true)
    await again.close()
  })

  test('a second upload replaces the file, and the first address is gone', async () => {
    const first = keptSchema.parse((await send({ bytes: png })).body).Data.AdditionalData
    const jpeg = await draw('#0c0').jpeg().toBuffer()
    const second = keptSchema.parse((await send({ bytes: jpeg })).body).Data.AdditionalData
    expect((await mahak.call(first.FileUrl)).status).toBe(404)
    const file = await mahak.call(second.FileUrl)
    expect([file.headers.get('content-type'), Buffer.from(await file.arrayBuffer()).equals(jpeg)]).toEqual([
      'image/jpeg',
      true,
    ])
  })

  test('the token may come in the query, and a name in UTF-8 arrives whole', async () => {
    const name = Buffer.from('عکس.png').toString('latin1')
    const headers = { 'x-pictureid': String(pictureId), 'x-filename': name }
    expect((await send({ bytes: png, headers, query: `?userToken=${token}` })).body).toMatchObject({ Result: true })
    expect((await rowOf(pictureId)).FileName).toBe('عکس.png')
  })

  test('without a token it is 401', async () => {
    expect(await send({ bytes: png, headers: { 'x-pictureid': String(pictureId) } })).toEqual({
      status: 401,
      body: { message: 'Unauthorized' },
    })
  })

  test('what is wrong is refused with Result false, and the row stays as it was', async () => {
    const before = await rowOf(pictureId)
    const authorization = token
    const refusals = [
      await send({ bytes: png, headers: { authorization, 'x-pictureid': '5' } }),
      await send({ bytes: png, headers: { authorization, 'x-pictureid': '99999999999' } }),
      await send({ bytes: png, headers: { authorization, 'x-pictureid': 'abc' } }),
      await send({ bytes: png, headers: { authorization } }),
      await send({ bytes: png, name: 'other' }),
      await send({ bytes: Buffer.from('no picture') }),
      await send({ bytes: Buffer.alloc(0) }),
    ]
    for (const refusal of refusals)
      expect(refusal).toEqual({ status: 200, body: { Result: false, Message: expect.any(String) } })
    const noForm = await mahak.send('POST', '/API/v3/Sync/Upload', {}, { authorization })
    expect(await noForm.json()).toMatchObject({ Result: false })
    expect(await rowOf(pictureId)).toEqual(before)
  })

  test('a file beyond 20 MB is refused, and a torn form too', async () => {
    expect(await send({ bytes: Buffer.alloc(20 * 1024 * 1024 + 1) })).toMatchObject({
      status: 413,
      body: { Result: false },
    })
    const torn = await mahak.call('/API/v3/Sync/Upload', {
      method: 'POST',
      headers: { authorization: token, 'content-type': 'multipart/form-data; boundary=x' },
      body: '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nhalf',
    })
    expect([torn.status, await torn.json()]).toMatchObject([400, { Result: false }])
  })

  test("another visitor's picture and a deleted one cannot be filled", async () => {
    const pictures = [{ pictureClientId: 1, itemId: 1, itemType: 102 }]
    const foreign = firstOf((await mahak.save({ pictures }, 'seller2')).of('Pictures')).EntityId
    await mahak.save({ pictures: [{ pictureId, deleted: true }] })
    for (const id of [foreign, pictureId]) {
      const refused = await send({ bytes: png, headers: { authorization: token, 'x-pictureid': String(id) } })
      expect(refused.body).toMatchObject({ Result: false })
    }
  })
})
