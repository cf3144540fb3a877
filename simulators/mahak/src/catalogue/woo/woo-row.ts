import { toAsciiDigits } from '@hybrid-store/kernel'
import { type CsvError, type Info, parse } from 'csv-parse/sync'
import type { SkippedRow } from '../catalogue.ts'

/** One line of a WooCommerce export, as far as a shop's books need it. */
export interface WooRow {
  line: number
  id: string
  type: 'simple' | 'variable' | 'variation'
  sku: string
  name: string
  isPublished: boolean
  /** The deepest of the first categories, «A > B». */
  category: string
  description: string
  /** Sale price if there is one, else the regular price; in the file's unit. Null if empty. */
  price: number | null
  stock: number | null
  parent: string
  attributes: Record<string, string>
  pictures: number
}

type Cells = Record<string, string>

/** Reads the export's lines. A line that cannot be used is left out with its number and the reason. */
export function parseWooRows(text: string): { rows: WooRow[]; skipped: SkippedRow[] } {
  const skipped: SkippedRow[] = []
  const rows: WooRow[] = []
  for (const { record, line } of parseRecords(text, skipped)) {
    const row = toWooRow(record, line)
    if (typeof row === 'string') skipped.push({ line, reason: row })
    else rows.push(row)
  }
  return { rows, skipped }
}

function parseRecords(text: string, skipped: SkippedRow[]): { record: Cells; line: number }[] {
  let next = 1
  const onSkip = (error: CsvError | undefined) => {
    skipped.push({ line: Number(error?.lines ?? 0), reason: error?.message ?? 'cannot be read' })
    return undefined
  }
  const lines: { record: Cells; info: Info }[] = parse(text, {
    bom: true,
    columns: (names: string[]) => {
      if (!names.some((name) => name.trim() === 'Name'))
        throw new Error('no column "Name": this is no product export of WooCommerce')
      return names.map((name) => name.trim())
    },
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: onSkip,
  })
  return lines.map(({ record, info }) => {
    const line = next + 1
    next = info.lines
    return { record, line }
  })
}

const cell = (record: Cells, name: string): string => (record[name] ?? '').trim()

/** The row, or why it cannot be used. */
function toWooRow(record: Cells, line: number): WooRow | string {
  const type = cell(record, 'Type').split(',')[0]?.trim().toLowerCase()
  if (type !== 'simple' && type !== 'variable' && type !== 'variation') return `type "${type}" is not supported`
  const name = cell(record, 'Name')
  if (!name) return 'no name'
  const price = readNumber(cell(record, 'Sale price') || cell(record, 'Regular price'))
  if (price === undefined || (price ?? 0) < 0) return 'the price is no number'
  const stock = readStock(record)
  if (stock === undefined) return 'the stock is no number'
  return {
    line,
    id: cell(record, 'ID'),
    type,
    sku: cell(record, 'SKU'),
    name,
    isPublished: cell(record, 'Published') !== '0' && cell(record, 'Published') !== '-1',
    category: readCategory(cell(record, 'Categories')),
    description: cell(record, 'Short description') || cell(record, 'Description'),
    price,
    stock,
    parent: cell(record, 'Parent'),
    attributes: readAttributes(record),
    pictures: cell(record, 'Images')
      .split(',')
      .filter((image) => image.trim()).length,
  }
}

/** Shops that do not count their stock export it empty with «In stock?» 1. */
const UNCOUNTED = 100

function readStock(record: Cells): number | null | undefined {
  const stock = readNumber(cell(record, 'Stock'))
  return stock === null && cell(record, 'In stock?') === '1' ? UNCOUNTED : stock
}

/** A number in any digits with any separators of thousands; null if empty, undefined if it is none. */
function readNumber(text: string): number | null | undefined {
  if (text === '') return null
  const number = Number(toAsciiDigits(text).replace(/[,٬\s]/g, ''))
  return Number.isFinite(number) ? number : undefined
}

const NO_CATEGORY = 'دسته‌بندی نشده'

function readCategory(text: string): string {
  const paths = text.split(/(?<!\\),/).map((path) => path.replaceAll('\\,', ',').trim())
  const deepest = paths.toSorted((a, b) => b.split('>').length - a.split('>').length)[0]
  return deepest || NO_CATEGORY
}

/** `Attribute 1 name` / `Attribute 1 value(s)` and so on; of several values the first counts. */
function readAttributes(record: Cells): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (let number = 1; record[`Attribute ${number} name`] !== undefined; number += 1) {
    const name = cell(record, `Attribute ${number} name`)
    const value = cell(record, `Attribute ${number} value(s)`)
    if (name && value) attributes[name] = value
  }
  return attributes
}
