import { readOriginal } from '@hybrid-store/core/media'
import type { DirtyRecord } from '@hybrid-store/database'
import type { BuildContext } from './lane.ts'
import { type FileState, noteFate, noteTry, selectFiles } from './picture-files.repository.ts'
import type { PushDeps } from './push-deps.ts'

/** Files of one round; the others get their turn in the next ones, long before a lease ends. */
const FILES = 16

/** Sends the files of those of these pictures whose row Mahak has without a file, each after noting it, one by one. */
export async function deliverFiles(
  deps: PushDeps,
  { account }: BuildContext,
  records: readonly DirtyRecord[],
): Promise<void> {
  const files = await selectFiles(
    deps.db,
    account.id,
    records.map((record) => record.localId),
  )
  for (const file of files.filter(({ taken }) => !taken).slice(0, FILES)) {
    if (deps.closing() || !deps.breaker.isClosed()) return
    await noteTry(deps.db, account.id, file.assetId)
    await noteFate(deps.db, account.id, file.assetId, await deliver(deps, file))
  }
}

/** Null if Mahak has taken the file, else why it has not. */
async function deliver(deps: PushDeps, { assetId, pictureId }: FileState): Promise<string | null> {
  const original = await readOriginal(deps, assetId)
  if (!original) return 'missing'
  const { bytes, contentType } = original
  const fileName = `${assetId}.${contentType.replace('image/', '')}`
  const sent = await deps.mahak.uploadPicture({ pictureId, fileName, bytes, contentType })
  if (sent.ok) {
    deps.breaker.succeeded()
    return null
  }
  deps.logger.warn({ assetId, code: sent.error.code }, 'a picture was not taken')
  if (sent.error.code !== 'invalid') deps.breaker.failed(sent.error.retryAfterMs)
  return sent.error.code
}
