import type { SkippedRow } from '../catalogue/catalogue.ts'
import type { UploadDeps } from '../store/upload.ts'

export interface DesktopDeps extends UploadDeps {
  /** What was left out when the catalogue was loaded. */
  skipped: readonly SkippedRow[]
}
