import type { Migrations } from '@hybrid-store/database'

export { type ImageUrls, imageUrls } from './image-urls.ts'
export { leaseWanted, markUnavailable, type WantedAsset } from './media.repository.ts'
export { registerMediaRoutes } from './media.routes.ts'
export { type AssetRequest, requestAssets } from './request-assets.ts'
export { type Original, saveOriginal } from './save-original.ts'
export { startMediaWorker } from './start-media-worker.ts'

export const mediaMigrations: Migrations = { module: 'media', folder: new URL('./migrations/', import.meta.url) }
