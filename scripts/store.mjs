// npm run store -- <command>: the operator's commands.
import process from 'node:process'
import { ensureInstalled, root } from './ensure-installed.mjs'

process.chdir(root)
ensureInstalled()
const { register } = await import('tsx/esm/api')
register()
await import('../apps/standalone/src/cli/main.ts')
