/** Builds the back office's pages into `outDir` (apps/admin/dist unless told): hashed files, texts also gzipped. */
export function buildAdmin(options?: { outDir?: string }): Promise<void>
