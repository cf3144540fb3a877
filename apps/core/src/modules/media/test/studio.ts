import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from '@hybrid-store/database'
import { fixedClock, type Id, newId } from '@hybrid-store/kernel'
import { createDiskObjectStore } from '@hybrid-store/object-store'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { pino } from 'pino'
import sharp from 'sharp'
import { mediaMigrations, requestAssets, saveOriginal } from '../index.ts'

/** A picture of one colour; different colours are different bytes. */
export const jpeg = (width: number, height: number, colour = '#c33'): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: colour } })
    .jpeg()
    .toBuffer()

/** A database and a disk store of the test's own. */
export async function openStudio() {
  const db: TestDatabase = await testDatabase([mediaMigrations])
  const root = await mkdtemp(path.join(tmpdir(), 'store-media-'))
  const objects = createDiskObjectStore({ root })
  const deps = { db, objects, clock: fixedClock('2026-11-23T12:00:00Z'), logger: pino({ level: 'silent' }) }
  return {
    ...deps,
    deps,
    async wanted(source = `http://books/${newId('img')}.jpg`): Promise<Id<'img'>> {
      const assetId = newId('img')
      await db.transaction((tx) => requestAssets(tx, [{ assetId, source }]))
      return assetId
    },
    async saved(bytes: Buffer): Promise<Id<'img'>> {
      const assetId = await this.wanted()
      await saveOriginal(deps, { assetId, bytes, contentType: 'image/jpeg' })
      return assetId
    },
    asset: (assetId: string) =>
      db.row<{ state: string; reason: string | null; sha256: string; width: number; height: number; attempts: number }>(
        sql`select state, reason, sha256, width, height, attempts from media.asset where id = ${assetId}`,
      ),
    keys: async (prefix: string) => {
      const keys: string[] = []
      for await (const { key } of objects.list(prefix)) keys.push(key)
      return keys
    },
    close: async () => {
      await db.close()
      await rm(root, { recursive: true, force: true })
    },
  }
}
