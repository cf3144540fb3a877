import { createHash, randomUUID } from 'node:crypto'
import { sql } from '@hybrid-store/database'
import { fail, ok, type Result } from '@hybrid-store/kernel'
import sharp from 'sharp'
import { entityOf } from '../entities/index.ts'
import { findByIds } from '../store/rows.repository.ts'
import { DESKTOP, type UploadDeps, upload } from '../store/upload.ts'
import { writeRows } from '../store/write-rows.ts'

export interface KeptPicture {
  rowVersion: number
  /** Host-relative (§7). */
  url: string
  hash: string
}

/** Formats a picture may have, with the ending of its file. */
const FORMATS: Record<string, string> = { jpeg: 'jpg', png: 'png', webp: 'webp', gif: 'gif' }

/** Keeps an uploaded file as the picture row's content and tells the row its address, size and hash (§7). */
export async function keepPicture(
  deps: UploadDeps,
  visitorId: number,
  file: { pictureId: number; name: string | null; content: Buffer },
): Promise<Result<KeptPicture, { code: 'not_found' | 'no_picture' }>> {
  const shape = await measure(file.content)
  if (!shape) return fail({ code: 'no_picture' })
  return upload(deps, visitorId, async (tx, batch) => {
    const pictures = entityOf('Pictures')
    const [stored] = await findByIds(tx, pictures, [file.pictureId])
    const isOwn = stored && (stored.createdBy === visitorId || stored.createdBy === DESKTOP)
    if (!isOwn || stored.deleted) return fail({ code: 'not_found' })

    const { mediaType, ...measured } = shape
    const url = `/api/v3/Content/Images/all/pic-${stored.id}-${randomUUID()}.${shape.Format}`
    const hash = createHash('sha1').update(file.content).digest('hex').toUpperCase()
    await tx.run(sql`
      insert into mahak.picture_file (picture_id, content, media_type) values (${stored.id}, ${file.content}, ${mediaType})
      on conflict (picture_id) do update set content = excluded.content, media_type = excluded.media_type`)
    const members = {
      ...stored.members,
      ...measured,
      FileName: file.name ?? stored.members.FileName ?? null,
      Url: url,
      FileSize: file.content.length,
      PictureHash: hash,
    }
    const [rowVersion = 0] = await writeRows(tx, batch, [
      { entity: pictures, id: stored.id, members, deleted: false, stored },
    ])
    return ok({ rowVersion, url, hash })
  })
}

/** Size and format as the row names them; null for what is no picture. */
async function measure(content: Buffer) {
  try {
    const { format, width, height } = await sharp(content).metadata()
    const ending = FORMATS[format]
    return ending ? { Format: ending, Width: width, Height: height, mediaType: `image/${format}` } : null
  } catch {
    return null
  }
}
