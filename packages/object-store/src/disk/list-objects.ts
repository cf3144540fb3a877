import { readdir } from 'node:fs/promises'
import { folderOf, readName } from './file-names.ts'
import { ifThere } from './if-there.ts'

/** Keys below a folder that start with `prefix`, in the order of their UTF-8 bytes; folders that cannot match are not entered. */
export async function* listKeys(root: string, prefix: string): AsyncGenerator<string> {
  yield* walk(root, prefix.split('/').slice(0, -1), prefix)
}

async function* walk(root: string, segments: readonly string[], prefix: string): AsyncGenerator<string> {
  const names = (await ifThere(readdir(folderOf(root, segments)))) ?? []
  const above = segments.map((segment) => `${segment}/`).join('')
  for (const { kind, key } of inKeyOrder(names, above)) {
    if (kind === 'object' && key.startsWith(prefix)) yield key
    if (kind === 'folder' && (key.startsWith(prefix) || prefix.startsWith(key))) {
      yield* walk(root, key.slice(0, -1).split('/'), prefix)
    }
  }
}

/** A folder sorts as what its keys begin with, slash included: `a.txt` comes before `a/b`. */
function inKeyOrder(names: readonly string[], above: string): { kind: 'object' | 'folder'; key: string }[] {
  return names
    .flatMap((name) => readName(name) ?? [])
    .map(({ kind, segment }) => ({ kind, key: `${above}${segment}${kind === 'folder' ? '/' : ''}` }))
    .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)))
}
