import type { AccountAnswer, MahakFailure, SavedRow } from '@hybrid-store/contracts/mahak-adapter'
import type { Result } from '@hybrid-store/kernel'
import type { EntityName, RowOf, SaveListName, SaveLists } from '@hybrid-store/mahak-client'

/** A row as the adapter delivers it: texts tidied, and what they were before in `_original`, by field, where that differs. */
export type TidyRowOf<E extends EntityName> = RowOf<E> & { _original?: Record<string, string> }

/** A row of an entity, told apart by `entity`. */
export type RowLine = { [E in EntityName]: { entity: E; row: TidyRowOf<E> } }[EntityName]

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

export type ChangeLine = RowLine | BadRowLine | EndLine | FailureLine

/** For each wanted entity the version after which to read; 0 reads everything. */
export type ChangeVersions = Partial<Record<EntityName, number>>

/** One result per row sent, list by list, in the order they were sent. */
export type SaveResults = { [List in SaveListName]?: SavedRow[] }

export interface PictureFile {
  bytes: Uint8Array
  contentType: string
}

/** The adapter as other services see it. Nothing here throws for what Mahak or the network does. */
export interface AdapterClient {
  /** Rows as they arrive; the last line is always `end` or `failure`. Leaving the loop early closes the connection. */
  changes(versions: ChangeVersions): AsyncIterable<ChangeLine>
  /** Saves rows; a row Mahak refused is `ok: false` in a successful answer, for the other rows are stored. */
  saveRows(lists: SaveLists): Promise<Result<SaveResults, MahakFailure>>
  account(): Promise<Result<AccountAnswer, MahakFailure>>
  /** A picture by the address in its row (`Picture.Url`). */
  picture(url: string): Promise<Result<PictureFile, MahakFailure>>
  close(): Promise<void>
}
