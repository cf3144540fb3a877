import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FAMILIES } from '../src/catalogue/demo/families.ts'
import { chooseShape } from '../src/pictures/choose-shape.ts'
import { parcel } from '../src/pictures/shapes/care.ts'
import { startSimulator, type TestSimulator } from './support/simulator.ts'

let mahak: TestSimulator
beforeAll(async () => {
  mahak = await startSimulator()
})
afterAll(() => mahak.stop())

test('§7 a picture’s relative Url is open without a token and gives a JPEG of the size its row tells', async () => {
  const picture = (await mahak.read({ fromPictureVersion: 0 })).Pictures?.find((row) => row.PictureId === 2_700_001)
  expect(picture?.Url).toMatch(/^\/api\/v3\/Content\/Images\/all\/pic-2700001-[0-9a-f-]{36}\.jpg$/)
  const answer = await mahak.call(String(picture?.Url))
  expect(answer.headers.get('content-type')).toBe('image/jpeg')
  const first = Buffer.from(await answer.arrayBuffer())
  expect(await sharp(first).metadata()).toMatchObject({
    format: 'jpeg',
    width: picture?.Width,
    height: picture?.Height,
  })
  const again = Buffer.from(await (await mahak.call(String(picture?.Url))).arrayBuffer())
  expect(again.equals(first)).toBe(true)
})

test('an unknown or guessed file is 404', async () => {
  for (const file of ['pic-2700001-0.jpg', 'pic-1-x.jpg', 'other.png', 'pic-99999999999-x.jpg']) {
    expect((await mahak.call(`/api/v3/Content/Images/all/${file}`)).status).toBe(404)
  }
})

test('every item of the demo shop has a drawing of its kind', () => {
  for (const family of FAMILIES) {
    for (const item of family.items)
      expect([item, chooseShape(item, family.category) === parcel]).toEqual([item, false])
  }
})
