export type {
  BadChange,
  Change,
  ChangesSummary,
  OnBytes,
  OnChange,
  ReadOptions,
  ReadVersions,
} from './calls/changes.ts'
export type { Picture as PictureFile } from './calls/download-picture.ts'
export type { Lookup } from './calls/look-up.ts'
export type { SavedRow } from './calls/match-results.ts'
export type { SaveResults } from './calls/save.ts'
export type { KnownOrder, KnownVersion } from './calls/solve-dispute.ts'
export type { PictureUpload, UploadedPicture } from './calls/upload-picture.ts'
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
export { CREDENTIAL_FIELDS, type FieldKind } from './entities/fields.ts'
export type * from './entities/rows.ts'
export type { MahakFailure, MahakFailureCode, Outcome } from './failure.ts'
export {
  type LoginMetadata,
  type MahakClientOptions,
  type MahakPaths,
  type MahakTimeouts,
  V1_PATHS,
  V2_PATHS,
} from './options.ts'
export { type BadRow, type ReadRow, readRow } from './rows/read-row.ts'
export { problemsOfDraft, writeRow } from './rows/write-row.ts'
export type { MahakAccount } from './session/account.ts'
export { hashPassword } from './session/log-in.ts'
