import type { ImageUrls } from '../media/index.ts'

/** The first picture of a product that can be shown already. */
export const pickImage = (assetIds: readonly string[], urls: ReadonlyMap<string, ImageUrls>): ImageUrls | undefined =>
  assetIds.map((id) => urls.get(id)).find((image) => image !== undefined)
