// Needs nothing but Node: makes sure that the packages of package-lock.json are installed before anything imports them.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
  const isInstalled = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === lock
  if (isInstalled()) return
  oneAtATime(() => {
    if (isInstalled()) return
    install()
    writeFileSync(stamp, lock)
  })
}

function install() {
  console.log('installing packages (once) …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (done.status === 0) return
  console.error(
    'the packages could not be installed: see the lines above; with the network back, run the command again.',
  )
  process.exit(1)
}

/** Two commands of a fresh clone at once would delete each other's packages, so the second waits for the first. */
function oneAtATime(work) {
  const turn = path.join(root, '.installing')
  while (!take(turn)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
  const give = () => rmSync(turn, { force: true })
  process.once('exit', give)
  work()
  process.off('exit', give)
  give()
}

/** False while the process whose id is in the file lives. */
function take(turn) {
  try {
    writeFileSync(turn, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    const holder = existsSync(turn) ? Number(readFileSync(turn, 'utf8')) : 0
    if (holder > 0 && !isAlive(holder)) rmSync(turn, { force: true })
    return false
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Runs a command of node_modules/.bin in the project's folder and gives its exit status. */
export function run(command, args, options = {}) {
  const extension = process.platform === 'win32' ? '.cmd' : ''
  const binary = path.join(root, 'node_modules', '.bin', `${command}${extension}`)
  const done = spawnSync(binary, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32', ...options })
  return done.status ?? 1
}
