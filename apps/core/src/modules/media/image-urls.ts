import type { Queryable } from '@hybrid-store/database'
import { readReady } from './media.repository.ts'
import { renditionUrl } from './rendition.ts'

/** Public addresses of a picture; `width` and `height` are those of the largest one, `url`. */
export interface ImageUrls {
  url: string
  mediumUrl: string
  smallUrl: string
  width: number
  height: number
}

/** Addresses of those pictures that are ready to be shown. */
export async function imageUrls(db: Queryable, assetIds: readonly string[]): Promise<Map<string, ImageUrls>> {
  if (assetIds.length === 0) return new Map()
  const ready = await readReady(db, assetIds)
  return new Map(
    ready.map(({ assetId, sha256, width, height }) => [
      assetId,
      {
        url: renditionUrl(sha256, 1200),
        mediumUrl: renditionUrl(sha256, 600),
        smallUrl: renditionUrl(sha256, 300),
        width,
        height,
      },
    ]),
  )
}
