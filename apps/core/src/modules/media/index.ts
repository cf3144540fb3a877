import type { Migrations } from '@hybrid-store/database'

export { type ImageUrls, imageUrls } from './image-urls.ts'
export { MAX_BYTES as MAX_PICTURE_BYTES } from './keep-bytes.ts'
export { leaseWanted, markUnavailable, selectTwins, type WantedAsset } from './media.repository.ts'
export { registerMediaRoutes } from './media.routes.ts'
export { type AssetRequest, requestAssets } from './request-assets.ts'
export { type Original, saveOriginal } from './save-original.ts'
export { startMediaWorker } from './start-media-worker.ts'
export { keepUpload, readOriginal, registerUpload } from './uploads.ts'

export const mediaMigrations: Migrations = { module: 'media', folder: new URL('./migrations/', import.meta.url) }
