// npm start: installs what is missing, then runs the whole store in one process (apps/standalone).
import process from 'node:process'
import { ensureInstalled, root } from './ensure-installed.mjs'

process.chdir(root)
ensureInstalled()
const { register } = await import('tsx/esm/api')
register()
await import('../apps/standalone/src/main.ts')
