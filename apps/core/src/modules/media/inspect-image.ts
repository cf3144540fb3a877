import { fail, ok, type Result } from '@hybrid-store/kernel'
import sharp from 'sharp'

/** A photo of 50 megapixels takes about 200 MB when it is decoded. */
export const MAX_PIXELS = 50_000_000

/** No SVG: it is a program more than a picture. */
const FORMATS = new Set(['jpeg', 'png', 'webp', 'gif', 'heif', 'tiff'])

/** Whether the bytes begin like a picture that can be shown; the type the sender claims is not believed. */
export async function inspectImage(bytes: Buffer): Promise<Result<{ format: string }, { code: 'not_an_image' }>> {
  try {
    const { format } = await sharp(bytes, { limitInputPixels: MAX_PIXELS }).metadata()
    return FORMATS.has(format) ? ok({ format }) : fail({ code: 'not_an_image' })
  } catch {
    return fail({ code: 'not_an_image' })
  }
}
