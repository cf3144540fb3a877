import path from 'node:path'

/**
 * How keys become names on disk. A folder bears its segment; an object `c` in it has two files, `c@meta` and `c@<random>`.
 * The @ of a segment itself is escaped, so that an object `c` and objects below `c/` live side by side.
 */
const MARK = '@'
const META = `${MARK}meta`

const encodeSegment = (segment: string): string => segment.replace(/[%@]/g, (sign) => (sign === '%' ? '%25' : '%40'))
const decodeSegment = (name: string): string => name.replace(/%(25|40)/g, (_, code) => (code === '25' ? '%' : '@'))

export function folderOf(root: string, segments: readonly string[]): string {
  return path.join(root, ...segments.map(encodeSegment))
}

export function metaPath(root: string, key: string): string {
  return `${folderOf(root, key.split('/'))}${META}`
}

export const dataName = (key: string, id: string): string =>
  `${encodeSegment(key.slice(key.lastIndexOf('/') + 1))}${MARK}${id}`

/** What a name in a folder stands for: an object, a folder, or (null) the content of an object. */
export function readName(name: string): { kind: 'object' | 'folder'; segment: string } | null {
  if (name.endsWith(META)) return { kind: 'object', segment: decodeSegment(name.slice(0, -META.length)) }
  return name.includes(MARK) ? null : { kind: 'folder', segment: decodeSegment(name) }
}
