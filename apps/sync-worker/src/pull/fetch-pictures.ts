import { leaseWanted, markUnavailable, saveOriginal } from '@hybrid-store/core/media'
import type { ObjectStore } from '@hybrid-store/object-store'
import { LOCK_SPACE, withLock } from '../advisory-lock.ts'
import { localId } from '../local-id.ts'
import type { SyncDeps } from '../sync-deps.ts'

const CONCURRENCY = 4
const LEASE_MS = 5 * 60_000
/** Pictures of one turn; then other work gets its turn. */
const BUDGET = 400

export interface PictureDeps extends SyncDeps {
  objects: ObjectStore
  closing(): boolean
}

/**
 * Fetches the pictures the shop wants, four at a time. A picture that is gone is marked so; one that cannot be had now is
 * tried again when its lease ends. Nothing waits for pictures. Gives whether more may be waiting.
 */
export async function fetchPictures(deps: PictureDeps): Promise<{ more: boolean }> {
  const more = await withLock(deps.db, LOCK_SPACE.pull, 'picture files', async () => {
    for (let fetched = 0; fetched < BUDGET && !deps.closing(); ) {
      const wanted = await leaseWanted(deps.db, CONCURRENCY, LEASE_MS)
      if (wanted.length === 0) return false
      const outcomes = await Promise.all(wanted.map((asset) => fetchPicture(deps, asset.assetId, asset.source)))
      if (outcomes.every((outcome) => outcome === 'later')) return false
      fetched += wanted.length
    }
    return true
  })
  return { more: more ?? false }
}

async function fetchPicture(deps: PictureDeps, id: string, source: string): Promise<'done' | 'later'> {
  const assetId = localId('img', id)
  const picture = await deps.mahak.picture(source)
  if (!picture.ok) {
    if (picture.error.code !== 'invalid') return 'later'
    await markUnavailable(deps.db, assetId, picture.error.message)
    return 'done'
  }
  const bytes = Buffer.from(picture.value.bytes)
  const saved = await saveOriginal(deps, { assetId, source, bytes, contentType: picture.value.contentType })
  if (!saved.ok) await markUnavailable(deps.db, assetId, saved.error.code)
  return 'done'
}
