import type { AccountAnswer, MahakFailure, SavedRow, UploadedPicture } from '@hybrid-store/contracts/mahak-adapter'
import type { Result } from '@hybrid-store/kernel'
import type { EntityName, PictureUpload, SaveListName, SaveLists } from '@hybrid-store/mahak-client'

/** One line of an answer; the last one is `end` or `failure`, and an answer without either was cut off. */
export type ChangeLine =
  | { entity: EntityName; rows: object[] }
  | { entity: EntityName; bad: { reason: string; id?: number } }
  | { end: EndOfChanges }
  | { failure: MahakFailure }

/** What Mahak says it has sent: rows per entity, bad ones included, and the largest version among the readable ones. */
export interface EndOfChanges {
  counts: Partial<Record<EntityName, number>>
  maxVersions: Partial<Record<EntityName, number>>
}

/** For each wanted entity the version after which to read; 0 reads everything. */
export type ChangeVersions = Partial<Record<EntityName, number>>

/** One result per row sent, list by list, in the order they were sent. */
export type SaveResults = { [List in SaveListName]?: SavedRow[] }

export interface SaveCall {
  requestId: string
  correlationIds: readonly string[]
}

/** Mahak as the worker sees it; the client of mahak-adapter fits. What Mahak or the network does is returned, never thrown. */
export interface MahakPort {
  changes(versions: ChangeVersions): AsyncIterable<ChangeLine>
  /** `requestId` and the requests whose changes are sent go with the call, so that they can be found in the adapter's log. */
  saveRows(lists: SaveLists, call?: SaveCall): Promise<Result<SaveResults, MahakFailure>>
  account(): Promise<Result<AccountAnswer, MahakFailure>>
  /** A picture by the address in its row (`Picture.Url`). */
  picture(url: string): Promise<Result<{ bytes: Uint8Array; contentType: string }, MahakFailure>>
  /** Sends the file of a picture whose row is saved already; the same again replaces it. */
  uploadPicture(picture: PictureUpload): Promise<Result<UploadedPicture, MahakFailure>>
}

/** Comparing by hand (Mahak API reference §6): Mahak is told everything known of an entity and touches what it has otherwise. */
export interface DisputePort {
  solveDispute(
    entity: EntityName,
    items: readonly { id: number; rowVersion: number }[],
  ): Promise<Result<unknown, MahakFailure>>
  solveOrderDispute(items: readonly { id: number; code: number }[]): Promise<Result<unknown, MahakFailure>>
}

export type { AccountAnswer, MahakFailure, SavedRow }
