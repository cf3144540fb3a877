import type { Database } from '@hybrid-store/database'
import type { Logger } from '@hybrid-store/http'
import type { ObjectStore } from '@hybrid-store/object-store'
import { leaseStored, type StoredAsset } from './media.repository.ts'
import { renderAsset } from './render-asset.ts'

/** Decoding is heavy on memory and threads: two at a time leave room for those who browse. */
const CONCURRENCY = 2
const LEASE_MS = 60_000

export interface RenderDeps {
  db: Database
  objects: ObjectStore
  logger: Logger
}

/**
 * Renders stored pictures until none is left or `stopping` says so. A picture that fails for an outage stays stored; its
 * lease runs out and the next sweep takes it again.
 */
export async function renderStored(deps: RenderDeps, stopping: () => boolean): Promise<void> {
  for (;;) {
    if (stopping()) return
    const batch = await leaseStored(deps.db, CONCURRENCY, LEASE_MS)
    if (batch.length === 0) return
    await Promise.all(batch.map((asset) => renderOrLog(deps, asset)))
  }
}

async function renderOrLog(deps: RenderDeps, asset: StoredAsset): Promise<void> {
  try {
    await renderAsset(deps, asset)
  } catch (error) {
    deps.logger.warn({ err: error, assetId: asset.assetId }, 'picture not rendered, will be tried again')
  }
}
