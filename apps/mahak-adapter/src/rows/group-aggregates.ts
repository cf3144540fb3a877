import { entities, entityOfList, type SaveLists } from '@hybrid-store/mahak-client'

/** A row of a save, with its place in the list it came in. */
export interface PlacedRow {
  list: string
  index: number
  row: Readonly<Record<string, unknown>>
}

/**
 * Groups the rows that name each other inside one save, such as an order, its lines, its receipt and the receipt's cheque:
 * they have to travel in one call, for children name their parents by ClientId (§5.1). Groups keep the order of their first
 * rows. Two rows that only name the same absent row (a bank, a visitor) stay apart.
 */
export function groupAggregates(lists: SaveLists): PlacedRow[][] {
  const rows = placedRows(lists)
  const owners = new Map(rows.flatMap((placed) => ownNames(placed).map((name) => [name, placed] as const)))
  const groups = new Map<PlacedRow, PlacedRow[]>(rows.map((placed) => [placed, [placed]]))
  for (const placed of rows) {
    for (const name of names(placed)) {
      const owner = owners.get(name)
      if (owner) merge(groups, placed, owner)
    }
  }
  return [...new Set(rows.map((placed) => groups.get(placed) ?? []))]
}

/** All rows with their places. */
export function placedRows(lists: SaveLists): PlacedRow[] {
  return Object.entries(lists).flatMap(([list, rows]) => (rows ?? []).map((row, index) => ({ list, index, row })))
}

function merge(groups: Map<PlacedRow, PlacedRow[]>, one: PlacedRow, other: PlacedRow): void {
  const into = groups.get(one) ?? []
  const from = groups.get(other) ?? []
  if (into === from) return
  const [large, small] = into.length >= from.length ? [into, from] : [from, into]
  for (const placed of small) {
    large.push(placed)
    groups.set(placed, large)
  }
}

/** By which other rows can name this one: `OrderClientId:700123`, `OrderId:185`. */
function ownNames({ list, row }: PlacedRow): string[] {
  const entity = entityOfList(list)
  if (!entity) return []
  const { idKey, clientIdKey } = entities[entity]
  return [idKey, clientIdKey].flatMap((key) => (key ? nameOf(key, row[key]) : []))
}

/** Every row this one names, itself included. */
const names = ({ row }: PlacedRow): string[] =>
  Object.keys(row).flatMap((key) => (key.endsWith('Id') ? nameOf(key, row[key]) : []))

const nameOf = (key: string, value: unknown): string[] => (value ? [`${key}:${value}`] : [])
