import type { SkippedRow } from '../catalogue/catalogue.ts'
import type { UploadDeps } from '../store/upload.ts'
import type { Background } from './background/background.ts'

export interface DesktopDeps extends UploadDeps {
  /** What was left out when the catalogue was loaded. */
  skipped: readonly SkippedRow[]
  background: Background
}
