import { fail, ok, type Result } from '@hybrid-store/kernel'
import sharp from 'sharp'
import { MAX_PIXELS } from './inspect-image.ts'
import { RENDITION_WIDTHS, type RenditionWidth } from './rendition.ts'

// Each original is rendered once, so libvips' cache of 50 MB would never be hit; one thread a picture keeps buffers few,
// and the pictures that are rendered side by side use the cores.
sharp.cache(false)
sharp.concurrency(1)

export interface Rendition {
  /** The width it is named by; a narrow original keeps its own. */
  width: RenditionWidth
  bytes: Buffer
  size: { width: number; height: number }
}

/**
 * A picture as WebP in all widths: turned upright by its EXIF mark, never enlarged, without metadata (a camera's hides the
 * place where the photo was taken). A picture that cannot be decoded to its end is a failure with the decoder's reason.
 */
export async function makeRenditions(
  original: Buffer,
): Promise<Result<Rendition[], { code: 'not_an_image'; reason: string }>> {
  try {
    const renditions: Rendition[] = []
    for (const width of RENDITION_WIDTHS) renditions.push(await render(original, width))
    return ok(renditions)
  } catch (error) {
    return fail({ code: 'not_an_image', reason: error instanceof Error ? error.message : String(error) })
  }
}

async function render(original: Buffer, width: RenditionWidth): Promise<Rendition> {
  const { data, info } = await sharp(original, { limitInputPixels: MAX_PIXELS })
    .rotate()
    .resize({ width, withoutEnlargement: true })
    .webp({ quality: 80 })
    .toBuffer({ resolveWithObject: true })
  return { width, bytes: data, size: { width: info.width, height: info.height } }
}
