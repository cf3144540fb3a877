import type { Logger } from 'pino'
import { z } from 'zod'
import { readSetting, writeSetting } from '../store/settings.repository.ts'
import type { UploadDeps } from '../store/upload.ts'
import type { SkippedRow } from './catalogue.ts'
import { loadCatalogue } from './load-catalogue.ts'
import { type CatalogueSource, openSource } from './open-source.ts'

const SETTING = 'catalogue'

const skippedSchema = z.array(z.object({ line: z.number(), reason: z.string() }))

/** Loads the catalogue at the first start only. Gives what was left out then, whenever it was. */
export async function ensureCatalogue(
  deps: UploadDeps & { logger: Logger },
  source: CatalogueSource,
): Promise<SkippedRow[]> {
  const known = await readSetting(deps.db, SETTING)
  if (known !== null) return skippedSchema.parse(JSON.parse(known))

  const { shop, products, skipped } = await openSource(source)
  const started = performance.now()
  const { products: count, rows } = await loadCatalogue(deps, { shop, products }, async (tx, imported) => {
    if (imported.products === 0) throw new Error(`the catalogue has no product that can be used${firstOf(skipped)}`)
    await writeSetting(tx, SETTING, JSON.stringify(skipped))
  })
  const seconds = Math.round((performance.now() - started) / 100) / 10
  reportSkipped(deps.logger, skipped)
  deps.logger.info({ products: count, rows, seconds, skipped: skipped.length }, 'catalogue loaded')
  return skipped
}

const firstOf = (skipped: readonly SkippedRow[]): string =>
  skipped
    .slice(0, 3)
    .map((row) => `\n  ${row.line}: ${row.reason}`)
    .join('')

const MOST_REPORTED = 50

function reportSkipped(logger: Logger, skipped: readonly SkippedRow[]): void {
  for (const row of skipped.slice(0, MOST_REPORTED)) logger.warn(row, 'left out of the catalogue')
  if (skipped.length > MOST_REPORTED)
    logger.warn({ more: skipped.length - MOST_REPORTED }, 'more was left out of the catalogue')
}
