import { expect } from 'vitest'
import { PICTURES } from './facts/7-pictures.ts'
import { contract } from './support/contract.ts'
import { GOODS, newClientId } from './support/requests.ts'
import type { Row, World } from './support/world.ts'

const fact = contract(PICTURES)

const { trousers, mug } = GOODS

async function picturesOf({ mahak }: World, productId: number): Promise<Row[]> {
  const { PhotoGalleries, Pictures } = await mahak.read({ fromPhotoGalleryVersion: 0, fromPictureVersion: 0 })
  const galleries = PhotoGalleries?.filter(
    (row) => row.EntityType === 102 && row.ItemCode === productId && !row.Deleted,
  )
  const ids = new Set(galleries?.map((row) => row.PictureId))
  return (Pictures ?? []).filter((row) => ids.has(row.PictureId ?? 0))
}

/** Status, type and first bytes of a file below the host. */
async function download({ mahak }: World, path: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(`${mahak.host}${path}`, { headers })
  const bytes = Buffer.from(await answer.arrayBuffer())
  return { status: answer.status, type: answer.headers.get('content-type'), bytes }
}

fact('7-chain', async (world) => {
  expect(await picturesOf(world, mug.productId)).toMatchObject([{ Url: expect.any(String), ItemId: mug.productId }])
})
fact('7-relative-url', async (world) => {
  const [picture] = await picturesOf(world, mug.productId)
  expect(picture?.Url).toMatch(
    new RegExp(
      `^/api/v3/Content/Images/all/pic-${picture?.PictureId}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.jpg$`,
    ),
  )
})
fact('7-rebuilt-url', async (world) => {
  const [picture] = await picturesOf(world, mug.productId)
  const rebuilt = `/api/v3/Content/Images/all/${picture?.FileName}`
  expect(await download(world, rebuilt)).toMatchObject({ status: 200, type: 'image/jpeg' })
})
fact('7-open', async (world) => {
  const [picture] = await picturesOf(world, mug.productId)
  const { status, type, bytes } = await download(world, picture?.Url)
  expect([status, type, bytes.subarray(0, 3).toString('hex')]).toEqual([200, 'image/jpeg', 'ffd8ff'])
})
fact('7-with-token', async (world) => {
  const [picture] = await picturesOf(world, mug.productId)
  const headers = { authorization: `Bearer ${await world.mahak.token()}` }
  expect(await download(world, picture?.Url, headers)).toEqual(await download(world, picture?.Url))
})
fact('7-several', async (world) => {
  const pictures = await picturesOf(world, trousers.productId)
  expect(pictures.map((row) => row.DisplayOrder).toSorted()).toEqual([1, 2])
  const [first, second] = await Promise.all(pictures.map((row) => download(world, row.Url)))
  expect([first?.status, second?.status]).toEqual([200, 200])
})
fact('7-on-products', async ({ mahak }) => {
  const { PhotoGalleries, Products } = await mahak.read({ fromPhotoGalleryVersion: 0, fromProductVersion: 0 })
  const productIds = Products?.map((row) => row.ProductId)
  expect(productIds).toEqual(expect.arrayContaining([trousers.productId, mug.productId]))
  const items = PhotoGalleries?.map((row) => row.ItemCode)
  expect(items).not.toContain(trousers.largeId)
  expect(items?.filter((id) => id === trousers.productId)).toHaveLength(2)
})

/** A red dot. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)
const saveRow = async ({ mahak }: World) => {
  const pictureClientId = newClientId()
  const picture = { pictureClientId, itemId: mug.productId, itemType: 102, fileName: 'dot.png', displayOrder: 9 }
  const [result] = (await mahak.save({ pictures: [picture] })).of('Pictures')
  return { pictureClientId, pictureId: result?.EntityId ?? 0, version: result?.RowVersion ?? 0 }
}
async function upload({ mahak }: World, pictureId: number) {
  const body = new FormData()
  body.append('file', new Blob([PNG], { type: 'image/png' }), 'dot.png')
  const headers = { 'X-PictureId': String(pictureId), 'X-FileName': 'dot.png' }
  return mahak.call(`/Sync/Upload?userToken=${await mahak.token()}`, { method: 'POST', headers, body })
}
const rowOf = async ({ mahak }: World, pictureId: number) =>
  (await mahak.read({ fromPictureVersion: 0 })).Pictures?.find((row) => row.PictureId === pictureId)

fact('7-upload-row', async (world) => {
  const { pictureId, pictureClientId } = await saveRow(world)
  expect(await rowOf(world, pictureId)).toMatchObject({ PictureClientId: pictureClientId, ItemId: mug.productId })
})
fact('7-upload-file', async (world) => {
  const { pictureId } = await saveRow(world)
  expect(await upload(world, pictureId)).toMatchObject({ status: 200, json: { Result: true } })
})
fact('7-upload-answer', async (world) => {
  const { pictureId } = await saveRow(world)
  expect((await upload(world, pictureId)).json).toMatchObject({
    Result: true,
    Data: {
      Result: true,
      EntityId: pictureId,
      RowVersion: expect.any(Number),
      AdditionalData: { FileUrl: expect.any(String), FileHash: expect.any(String) },
    },
  })
})
fact('7-upload-shown', async (world) => {
  const { pictureId, version } = await saveRow(world)
  await upload(world, pictureId)
  const row = await rowOf(world, pictureId)
  expect(row?.RowVersion).toBeGreaterThan(version)
  expect(row).toMatchObject({ FileSize: PNG.length, Width: 1, Height: 1 })
  const { status, bytes } = await download(world, row?.Url)
  expect([status, bytes.equals(PNG)]).toEqual([200, true])
})
fact('7-upload-gallery', async (world) => {
  const { pictureId } = await saveRow(world)
  await upload(world, pictureId)
  const gallery = { pictureId, entityType: 102, itemCode: mug.productId, itemType: 102 }
  expect((await world.mahak.save({ photoGalleries: [gallery] })).Result).toBe(true)
  const ids = (await picturesOf(world, mug.productId)).map((row) => row.PictureId)
  expect(ids).toContain(pictureId)
})
