import { readFile } from 'node:fs/promises'
import type { Logger } from 'pino'
import { z } from 'zod'
import { readSetting, writeSetting } from '../store/settings.repository.ts'
import type { UploadDeps } from '../store/upload.ts'
import type { Catalogue, SkippedRow } from './catalogue.ts'
import { demoCatalogue } from './demo/demo-catalogue.ts'
import { loadCatalogue } from './load-catalogue.ts'
import { readCatalogueFile } from './read-catalogue-file.ts'

export type CatalogueSource =
  | { kind: 'demo' }
  /** A JSON file of the README's format or a product export of WooCommerce, whose prices are Toman unless told. */
  | { kind: 'file'; path: string; wooUnit?: 'toman' | 'rial' }

const SETTING = 'catalogue'

const skippedSchema = z.array(z.object({ line: z.number(), reason: z.string() }))

/** Loads the catalogue at the first start only. Gives what was left out then, whenever it was. */
export async function ensureCatalogue(
  deps: UploadDeps & { logger: Logger },
  source: CatalogueSource,
): Promise<SkippedRow[]> {
  const known = await readSetting(deps.db, SETTING)
  if (known !== null) return skippedSchema.parse(JSON.parse(known))

  const { catalogue, skipped } = await readSource(source)
  reportSkipped(deps.logger, skipped)
  await loadCatalogue(deps, catalogue, (tx) => writeSetting(tx, SETTING, JSON.stringify(skipped)))
  deps.logger.info({ products: catalogue.products.length, skipped: skipped.length }, 'catalogue loaded')
  return skipped
}

async function readSource(source: CatalogueSource): Promise<{ catalogue: Catalogue; skipped: SkippedRow[] }> {
  if (source.kind === 'demo') return { catalogue: demoCatalogue(), skipped: [] }
  const file = readCatalogueFile(await readFile(source.path, 'utf8'), source.wooUnit ?? 'toman')
  if (file.catalogue.products.length > 0) return file
  const reasons = file.skipped.slice(0, 3).map((row) => `\n  ${row.line}: ${row.reason}`)
  throw new Error(`the catalogue ${source.path} has no product that can be used${reasons.join('')}`)
}

const MOST_REPORTED = 50

function reportSkipped(logger: Logger, skipped: readonly SkippedRow[]): void {
  for (const row of skipped.slice(0, MOST_REPORTED)) logger.warn(row, 'left out of the catalogue')
  if (skipped.length > MOST_REPORTED)
    logger.warn({ more: skipped.length - MOST_REPORTED }, 'more was left out of the catalogue')
}
