/** The one order in which rows are locked everywhere: by key, code point by code point, each key once. */
export function toKeyOrder<Item>(items: Iterable<Item>, key: (item: Item) => string): Item[] {
  const byKey = new Map<string, Item>()
  for (const item of items) byKey.set(key(item), item)
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item)
}
