// npm run verify: format, lint, types, boundaries and dead code, then all tests. The first failure ends it.
import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { ensureInstalled, root, run } from './ensure-installed.mjs'

process.chdir(root)
ensureInstalled()
const checks = [
  ['format and lint', 'biome', ['check', '.']],
  ['types', 'tsc', ['--noEmit']],
  ['types of the admin pages', 'tsc', ['--noEmit', '-p', 'apps/admin']],
  [
    'boundaries',
    'depcruise',
    ['--config', '.dependency-cruiser.cjs', 'packages', 'apps', 'simulators', 'e2e', 'chaos'],
  ],
  ['dead code', 'knip', ['--no-config-hints']],
]
for (const [what, command, args] of checks) {
  console.log(`— ${what}`)
  if (run(command, args) !== 0) {
    console.error(`verify: ${what} failed`)
    process.exit(1)
  }
}
process.exit(spawnSync(process.execPath, ['scripts/test.mjs'], { stdio: 'inherit' }).status ?? 1)
