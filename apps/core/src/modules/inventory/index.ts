import type { Migrations } from '@hybrid-store/database'

export { applyRemoteLocations } from './apply-remote-locations.ts'
export { applyRemoteStock } from './apply-remote-stock.ts'
export { availability, inStock } from './availability.ts'
export { digestStock, readStockForCompare } from './compare.repository.ts'
export { confirmSold, type SaleConfirmation } from './confirm-sold.ts'
export { explainStock, type StockExplanation } from './explain-stock.ts'
export { markSold, type SaleOutcome } from './mark-sold.ts'
export { release } from './release.ts'
export { releaseExpired } from './release-expired.ts'
export type { ApplyOutcome, RemoteLocation, RemoteStock } from './remote-rows.ts'
export { type OutOfStock, type ReserveRequest, reserve } from './reserve.ts'
export { resizeSale } from './resize-sale.ts'
export { revokeSale } from './revoke-sale.ts'
export { settleConfirmed } from './settle-confirmed.ts'
export type { Shortage } from './shortages.ts'

export const inventoryMigrations: Migrations = {
  module: 'inventory',
  folder: new URL('./migrations/', import.meta.url),
}
