import { type Database, sql } from '@hybrid-store/database'
import sharp from 'sharp'
import { entityOf } from '../entities/index.ts'
import { numberIn, textIn } from '../entities/members.ts'
import { findByIds, type StoredRow } from '../store/rows.repository.ts'
import { chooseShape } from './choose-shape.ts'
import { paintPicture } from './paint.ts'

// Each picture is drawn once, so libvips' cache of 50 MB would never be hit; one thread keeps its buffers few.
sharp.cache(false)
sharp.concurrency(1)

export interface PictureFile {
  content: Buffer
  mediaType: string
}

/**
 * The file of a picture by the end of its address, `pic-<PictureId>-<guid>.<ending>`; null if unknown. What nobody
 * uploaded is drawn when it is first asked for.
 */
export async function readPicture(db: Database, file: string): Promise<PictureFile | null> {
  const pictureId = Number(/^pic-(\d{1,9})-/i.exec(file)?.[1] ?? 0)
  const [picture] = pictureId ? await findByIds(db, entityOf('Pictures'), [pictureId]) : []
  if (!picture || !textIn(picture.members, 'Url').toLowerCase().endsWith(`/${file.toLowerCase()}`)) return null
  const kept = await db.row<PictureFile>(
    sql`select content, media_type as "mediaType" from mahak.picture_file where picture_id = ${pictureId}`,
  )
  if (kept) return kept
  const content = await draw(db, picture)
  await db.run(
    sql`insert into mahak.picture_file (picture_id, content) values (${pictureId}, ${content}) on conflict do nothing`,
  )
  return { content, mediaType: 'image/jpeg' }
}

async function draw(db: Database, picture: StoredRow): Promise<Buffer> {
  const [product] = await findByIds(db, entityOf('Products'), [numberIn(picture.members, 'ItemId')])
  const [category] = await findByIds(db, entityOf('ProductCategories'), [
    numberIn(product?.members, 'ProductCategoryId'),
  ])
  const shape = chooseShape(textIn(product?.members, 'Name'), textIn(category?.members, 'Name'))
  const svg = paintPicture(shape, picture.id)
  return sharp(Buffer.from(svg)).jpeg({ quality: 84 }).toBuffer()
}
