import { addToOutbox, type Database } from '@hybrid-store/database'
import { type Clock, fail, type Id, ok, type Result } from '@hybrid-store/kernel'
import type { ObjectStore } from '@hybrid-store/object-store'
import { keepUpload, registerUpload, selectTwins } from '../media/index.ts'
import { appendPicture, lockPictures } from './pictures.repository.ts'

const MOST_PICTURES = 20

type Refusal = { code: 'not_found' | 'payload_too_large' | 'unsupported_media_type' | 'too_many_pictures' }

/**
 * Adds a picture behind the others of a product; the books hear of it by the dirty set. The same bytes again change nothing
 * and give the picture they are already.
 */
export async function addPicture(
  { db, objects, clock }: { db: Database; objects: ObjectStore; clock: Clock },
  productId: Id<'prd'>,
  bytes: Buffer,
): Promise<Result<{ id: Id<'img'> }, Refusal>> {
  const kept = await keepUpload(objects, bytes)
  if (!kept.ok) return fail({ code: kept.error.code === 'too_large' ? 'payload_too_large' : 'unsupported_media_type' })
  return db.transaction(async (tx): Promise<Result<{ id: Id<'img'> }, Refusal>> => {
    const pictures = await lockPictures(tx, productId)
    if (pictures === null) return fail({ code: 'not_found' })
    const [twin] = await selectTwins(tx, pictures, kept.value.sha256)
    if (twin) return ok({ id: twin })
    if (pictures.length >= MOST_PICTURES) return fail({ code: 'too_many_pictures' })
    const id = await registerUpload(tx, kept.value, clock.now())
    await appendPicture(tx, productId, id)
    await addToOutbox(tx, 'catalog_sync_request', { type: 'sync.drain', body: { reason: 'picture' } })
    return ok({ id })
  })
}
