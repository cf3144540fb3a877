// Needs nothing but Node: makes sure that the packages of package-lock.json are installed before anything imports them.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

export function ensureInstalled() {
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Node ${process.versions.node} is too old: install Node 20.19 or newer and run the command again.`)
    process.exit(1)
  }
  const lock = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')
  const stamp = path.join(root, 'node_modules', '.installed-lock')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  console.log('installing packages (once) …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (done.status !== 0) {
    console.error(
      'the packages could not be installed: see the lines above; with the network back, run the command again.',
    )
    process.exit(1)
  }
  writeFileSync(stamp, lock)
}

/** Runs a command of node_modules/.bin in the project's folder and gives its exit status. */
export function run(command, args, options = {}) {
  const extension = process.platform === 'win32' ? '.cmd' : ''
  const binary = path.join(root, 'node_modules', '.bin', `${command}${extension}`)
  const done = spawnSync(binary, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32', ...options })
  return done.status ?? 1
}
