import sharp from 'sharp'
import { expect, test } from 'vitest'
import { makeRenditions } from '../make-renditions.ts'
import { jpeg } from './studio.ts'

async function render(original: Buffer) {
  const made = await makeRenditions(original)
  if (!made.ok) throw new Error(made.error.reason)
  return made.value
}

test('a large picture is kept in three widths, its proportions unchanged', async () => {
  const renditions = await render(await jpeg(2400, 1600))
  expect(renditions.map(({ width, size }) => ({ width, size }))).toEqual([
    { width: 300, size: { width: 300, height: 200 } },
    { width: 600, size: { width: 600, height: 400 } },
    { width: 1200, size: { width: 1200, height: 800 } },
  ])
  for (const { bytes, size } of renditions)
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', ...size })
})

test('a small picture is not enlarged', async () => {
  const renditions = await render(await jpeg(450, 90))
  expect(renditions.map(({ size }) => size.width)).toEqual([300, 450, 450])
})

test('a photo taken sideways stands upright, and where it was taken is not told', async () => {
  const photo = await sharp(await jpeg(800, 400))
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '35/1 41/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  expect((await sharp(photo).metadata()).exif).toBeDefined()
  const [small] = await render(photo)
  expect(small?.size).toEqual({ width: 300, height: 600 })
  const metadata = await sharp(small?.bytes).metadata()
  expect([metadata.exif, metadata.icc, metadata.xmp, metadata.orientation]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('transparent pictures stay transparent', async () => {
  const logo = await sharp({
    create: { width: 400, height: 400, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
  })
    .png()
    .toBuffer()
  expect((await sharp((await render(logo))[0]?.bytes).metadata()).hasAlpha).toBe(true)
})

test('a picture that is cut off is a failure, not a crash', async () => {
  const whole = await jpeg(600, 600)
  const made = await makeRenditions(whole.subarray(0, whole.length / 2))
  expect(made).toMatchObject({ ok: false, error: { code: 'not_an_image' } })
})

test('a picture that would unfold to more than fifty megapixels is not decoded', async () => {
  const bomb = await sharp({ create: { width: 9_000, height: 6_000, channels: 3, background: '#fff' } })
    .png({ compressionLevel: 9 })
    .toBuffer()
  expect(await makeRenditions(bomb)).toMatchObject({ ok: false, error: { code: 'not_an_image' } })
})
