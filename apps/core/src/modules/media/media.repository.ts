import { type Queryable, sql, type Tx } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'
import type { AssetRequest } from './request-assets.ts'

/** A picture that has to be fetched, and how often that was tried, this time included. */
export interface WantedAsset {
  assetId: Id<'img'>
  source: string
  attempts: number
}

/** An original whose renditions have to be made. */
export interface StoredAsset {
  assetId: Id<'img'>
  sha256: string
}

interface ReadyAsset extends StoredAsset {
  width: number
  height: number
}

/**
 * Writes new assets and those whose source changed; these are wanted from then on. One that was uploaded here has its bytes
 * already when the books tell their address. Gives the number of them.
 */
export function upsertWanted(tx: Tx, rows: readonly AssetRequest[]): Promise<number> {
  return tx.run(sql`
    insert into media.asset as a (id, source)
    select * from unnest(${rows.map((row) => row.assetId)}::text[], ${rows.map((row) => row.source)}::text[])
    on conflict (id) do update set source = excluded.source, state = case when a.source = '' then a.state else 'wanted' end,
      reason = null, attempts = 0, lease_until = null
    where a.source <> excluded.source`)
}

/** Takes up to `limit` pictures to fetch for `leaseMs`. What is neither saved nor given up by then can be taken again. */
export function leaseWanted(db: Queryable, limit: number, leaseMs: number): Promise<WantedAsset[]> {
  return db.rows(sql`
    update media.asset a set state = 'leased', attempts = a.attempts + 1, lease_until = now() + ${leaseMs} * interval '1 ms'
    from (
      select id from media.asset
      where state in ('wanted', 'leased') and (lease_until is null or lease_until < now())
      order by attempts, id limit ${limit} for update skip locked
    ) due
    where a.id = due.id
    returning a.id as "assetId", a.source, a.attempts`)
}

/** Takes up to `limit` originals to make renditions of, for `leaseMs`. */
export function leaseStored(db: Queryable, limit: number, leaseMs: number): Promise<StoredAsset[]> {
  return db.rows(sql`
    update media.asset a set lease_until = now() + ${leaseMs} * interval '1 ms'
    from (
      select id from media.asset where state = 'stored' and (lease_until is null or lease_until < now())
      order by id limit ${limit} for update skip locked
    ) due
    where a.id = due.id
    returning a.id as "assetId", a.sha256`)
}

/** False when the asset is unknown or its source is not `source` any more. */
export async function setStored(
  tx: Tx,
  asset: { assetId: string; source: string | undefined; sha256: string; contentType: string; at: Date },
): Promise<boolean> {
  const written = await tx.run(sql`
    update media.asset set state = 'stored', reason = null, sha256 = ${asset.sha256}, content_type = ${asset.contentType},
      width = null, height = null, lease_until = null, stored_at = ${asset.at}
    where id = ${asset.assetId} and source = coalesce(${asset.source ?? null}, source)`)
  return written === 1
}

/** Marks every stored asset with this content as ready: the same bytes are rendered once. */
export async function setReady(db: Queryable, asset: Omit<ReadyAsset, 'assetId'>): Promise<void> {
  await db.run(sql`
    update media.asset set state = 'ready', width = ${asset.width}, height = ${asset.height}, lease_until = null
    where sha256 = ${asset.sha256} and state = 'stored'`)
}

/** Gives an asset up: its source cannot be had or is no picture. It is tried again only when its source changes. */
export async function markUnavailable(db: Queryable, assetId: string, reason: string): Promise<void> {
  await db.run(
    sql`update media.asset set state = 'unavailable', reason = ${reason}, lease_until = null where id = ${assetId}`,
  )
}

/** Size of a picture with the same content that is ready already, or null. */
export function findReadyTwin(db: Queryable, sha256: string): Promise<{ width: number; height: number } | null> {
  return db.row(sql`select width, height from media.asset where sha256 = ${sha256} and state = 'ready' limit 1`)
}

export function readReady(db: Queryable, assetIds: readonly string[]): Promise<ReadyAsset[]> {
  return db.rows(
    sql`select id as "assetId", sha256, width, height from media.asset
        where id = any(${assetIds}::text[]) and state = 'ready'`,
    { prepare: true },
  )
}

/** Writes an asset that has no source, for its bytes were uploaded here. */
export async function insertUpload(
  tx: Tx,
  asset: { assetId: string; sha256: string; contentType: string; at: Date },
): Promise<void> {
  await tx.run(sql`
    insert into media.asset (id, source, state, sha256, content_type, stored_at)
    values (${asset.assetId}, '', 'stored', ${asset.sha256}, ${asset.contentType}, ${asset.at})`)
}

export const selectContent = (
  db: Queryable,
  assetId: string,
): Promise<{ sha256: string; contentType: string } | null> =>
  db.row(sql`
    select sha256, content_type as "contentType" from media.asset where id = ${assetId} and sha256 is not null`)

/** Those of these assets that have this content. */
export async function selectTwins(db: Queryable, assetIds: readonly string[], sha256: string): Promise<Id<'img'>[]> {
  const rows = await db.rows<{ id: Id<'img'> }>(sql`
    select id from media.asset where id = any(${assetIds}::text[]) and sha256 = ${sha256} order by id`)
  return rows.map((row) => row.id)
}
