export type { Picture as PictureFile } from './calls/download-picture.ts'
export type { SavedRow } from './calls/match-results.ts'
export type { BadChange, Change, ChangesSummary, OnChange, ReadVersions } from './calls/read-changes.ts'
export type { SaveResults } from './calls/save.ts'
export { createMahakClient, type MahakClient } from './create-mahak-client.ts'
export type { EntityDefinition } from './entities/define-entity.ts'
export {
  type DraftOf,
  type EntityName,
  entities,
  entityNames,
  entityOfList,
  isEntityName,
  type RowOf,
  type SaveListName,
  type SaveLists,
} from './entities/entities.ts'
export type { FieldKind } from './entities/fields.ts'
export type * from './entities/rows.ts'
export type { MahakFailure, MahakFailureCode, Outcome } from './failure.ts'
export { type MahakClientOptions, type MahakPaths, type MahakTimeouts, V1_PATHS, V2_PATHS } from './options.ts'
export { type BadRow, type ReadRow, readRow } from './rows/read-row.ts'
export { problemsOfDraft, writeRow } from './rows/write-row.ts'
export type { MahakAccount } from './session/account.ts'
