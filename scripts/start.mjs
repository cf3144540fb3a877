// npm start: installs what is missing, then runs the whole store in one process (apps/standalone).
import process from 'node:process'
import { buildPages } from './build-pages.mjs'
import { ensureInstalled, root } from './ensure-installed.mjs'

process.chdir(root)
ensureInstalled()
buildPages()
const { register } = await import('tsx/esm/api')
register()
await import('../apps/standalone/src/main.ts')
