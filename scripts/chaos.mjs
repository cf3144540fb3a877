// npm run test:chaos -- [--seeds N] [--from N] [--seed N] [--mutants] [--mutant NAME]: see chaos/README.md.
import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { ensureInstalled, root } from './ensure-installed.mjs'

process.chdir(root)
ensureInstalled()
const args = ['--import', 'tsx', 'chaos/src/main.ts', ...process.argv.slice(2)]
process.exit(spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1)
