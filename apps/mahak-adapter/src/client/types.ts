import type { AccountAnswer, MahakFailure, SavedRow, UploadedPicture } from '@hybrid-store/contracts/mahak-adapter'
import type { Result } from '@hybrid-store/kernel'
import type {
  EntityName,
  KnownOrder,
  KnownVersion,
  Lookup,
  PictureUpload,
  RowOf,
  SaveListName,
  SaveLists,
} from '@hybrid-store/mahak-client'

/** A row as the adapter delivers it: texts tidied, and what they were before in `_original`, by field, where that differs. */
export type TidyRowOf<E extends EntityName> = RowOf<E> & { _original?: Record<string, string> }

/** Rows of an entity that came one after the other, told apart by `entity`. */
export type RowsLine = { [E in EntityName]: { entity: E; rows: TidyRowOf<E>[] } }[EntityName]

/** A row that could not be read; the others are not affected. */
export interface BadRowLine {
  entity: EntityName
  bad: { reason: string; id?: number }
}

/** The closing line of a complete answer. */
export interface EndLine {
  end: { counts: Partial<Record<EntityName, number>>; maxVersions: Partial<Record<EntityName, number>> }
}

/** The closing line of an answer that cannot be trusted to be complete. */
export interface FailureLine {
  failure: MahakFailure
}

export type ChangeLine = RowsLine | BadRowLine | EndLine | FailureLine

/** For each wanted entity the version after which to read; 0 reads everything. */
export type ChangeVersions = Partial<Record<EntityName, number>>

/** One result per row sent, list by list, in the order they were sent. */
export type SaveResults = { [List in SaveListName]?: SavedRow[] }

export interface PictureFile {
  bytes: Uint8Array
  contentType: string
}

/** How a save is found in logs: by an id of its own, and by the requests whose changes it carries. */
export interface SaveCall {
  requestId: string
  correlationIds?: readonly string[]
}

/** The adapter as other services see it. Nothing here throws for what Mahak or the network does. */
export interface AdapterClient {
  /** Rows as they arrive; the last line is always `end` or `failure`. Leaving the loop early closes the connection. */
  changes(versions: ChangeVersions): AsyncIterable<ChangeLine>
  /** Saves rows; a row Mahak refused is `ok: false` in a successful answer, for the other rows are stored. */
  saveRows(lists: SaveLists, call?: SaveCall): Promise<Result<SaveResults, MahakFailure>>
  account(): Promise<Result<AccountAnswer, MahakFailure>>
  /** A picture by the address in its row (`Picture.Url`). */
  picture(url: string): Promise<Result<PictureFile, MahakFailure>>
  /** Sends the file of a picture whose row is saved already (§7 step two); 20 MB at most. */
  uploadPicture(picture: PictureUpload): Promise<Result<UploadedPicture, MahakFailure>>
  /** Tells Mahak every known row of an entity; gives what it says of it, in whatever shape. Read again afterwards. */
  solveDispute(entity: EntityName, items: readonly KnownVersion[]): Promise<Result<unknown, MahakFailure>>
  /** Tells Mahak every known order number; otherwise like `solveDispute`. */
  solveOrderDispute(items: readonly KnownOrder[]): Promise<Result<unknown, MahakFailure>>
  /** What Mahak tells of one product, person or row, in whatever shape. */
  lookUp(lookup: Lookup): Promise<Result<unknown, MahakFailure>>
  close(): Promise<void>
}
