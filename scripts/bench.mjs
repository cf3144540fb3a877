// npm run bench -- <scenario>: runs bench/<scenario>.ts and keeps its figures in bench/results/<scenario>.json.
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { ensureInstalled, root } from './ensure-installed.mjs'

process.chdir(root)
ensureInstalled()
const scenario = process.argv[2]
const file = path.join(root, 'bench', `${scenario}.bench.ts`)
if (!scenario || !existsSync(file)) {
  const known = readdirSync(path.join(root, 'bench')).filter((name) => name.endsWith('.bench.ts'))
  console.error(`name a scenario: ${known.map((name) => name.replace('.bench.ts', '')).join(', ')}`)
  process.exit(1)
}
const { register } = await import('tsx/esm/api')
register()
await import(pathToFileURL(file).href)
