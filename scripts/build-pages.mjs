// Builds the back office's pages when their sources are newer than what was built; takes no time when they are not.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './ensure-installed.mjs'

const SOURCES = [
  'apps/admin/src/client',
  'apps/admin/index.html',
  'apps/admin/build.mjs',
  'packages/ui/src',
  'packages/kernel/src',
  'packages/contracts/src',
  'package-lock.json',
]
const dist = path.join(root, 'apps', 'admin', 'dist')
const stamp = path.join(dist, '.built-from')

export function buildPages() {
  const sources = hashOf(SOURCES)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
  console.log('building the back office …')
  const built = spawnSync(process.execPath, ['apps/admin/build.mjs'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (built.status !== 0) {
    console.error('the pages of the back office could not be built: see the lines above.')
    process.exit(1)
  }
  writeFileSync(stamp, sources)
}

function hashOf(places) {
  const hash = createHash('sha256')
  for (const place of places)
    for (const file of filesOf(path.join(root, place)))
      hash.update(path.relative(root, file)).update(readFileSync(file))
  return hash.digest('hex')
}

function filesOf(place) {
  if (!statSync(place).isDirectory()) return [place]
  return readdirSync(place)
    .sort()
    .flatMap((name) => filesOf(path.join(place, name)))
}
