import type { Catalogue, SkippedRow } from './catalogue.ts'
import { readJsonCatalogue } from './read-json-catalogue.ts'
import { readWooCatalogue } from './woo/read-woo-catalogue.ts'

export interface CatalogueFile {
  catalogue: Catalogue
  skipped: SkippedRow[]
}

/** A file's text as a catalogue: JSON if it starts like JSON, else a product export of WooCommerce. */
export function readCatalogueFile(text: string, wooUnit: 'toman' | 'rial'): CatalogueFile {
  const content = text.replace(/^\uFEFF/, '')
  return /^\s*[{[]/.test(content) ? readJsonCatalogue(content) : readWooCatalogue(content, wooUnit)
}
