import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import pg from 'pg'
import { isReachable, locateBinaries, type RunAs, runAs, SYSTEM_FOLDER } from './binaries.ts'

export interface EmbeddedPostgres {
  /** Address of a database of this cluster; it is created when missing. */
  database(name: string): Promise<string>
  /** Fast shutdown; resolves when PostgreSQL is gone. */
  stop(): Promise<void>
  readonly port: number
  /** Where the cluster really lives. */
  readonly folder: string
}

const USER = 'store'

/**
 * Starts PostgreSQL 15 on loopback with its data below `dataDir`, making the cluster at the first start. A server that a
 * killed parent left behind is adopted. Ends with this process, however that ends. `throwaway` trades durability for speed.
 */
export async function startEmbeddedPostgres(options: {
  dataDir: string
  throwaway?: boolean
}): Promise<EmbeddedPostgres> {
  const as = runAs()
  const binaries = locateBinaries(as)
  const folder = clusterFolder(path.resolve(options.dataDir), as)
  const cluster = path.join(folder, 'pg15')
  const password = clusterPassword(folder)
  if (!existsSync(path.join(cluster, 'PG_VERSION'))) makeCluster({ binaries, folder, cluster, password, as })

  const adopted = await adoptRunning(cluster, password)
  const port = adopted?.port ?? (await freePort())
  const child = adopted ? null : launch({ binaries, cluster, port, as, throwaway: options.throwaway ?? false })
  await waitUntilReady(port, password, child)

  return {
    port,
    folder: cluster,
    database: (name) => ensureDatabase(port, password, name),
    stop: () => stop(cluster, child, adopted?.pid),
  }
}

const address = (port: number, password: string, database: string) =>
  `postgresql://${USER}:${password}@127.0.0.1:${port}/${database}`

/** `dataDir` itself, or a folder of the system when the unprivileged user cannot reach it; a note there says where. */
function clusterFolder(dataDir: string, as: RunAs): string {
  mkdirSync(dataDir, { recursive: true })
  if (isReachable(dataDir, as)) return dataDir
  const folder = path.join(SYSTEM_FOLDER, createHash('sha256').update(dataDir).digest('hex').slice(0, 12))
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  writeFileSync(path.join(dataDir, 'POSTGRES_IS_ELSEWHERE'), `${folder}\n`)
  return folder
}

function clusterPassword(folder: string): string {
  const file = path.join(folder, 'pg15.password')
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

function makeCluster(setup: { binaries: string; folder: string; cluster: string; password: string; as: RunAs }): void {
  const { binaries, folder, cluster, password, as } = setup
  rmSync(cluster, { recursive: true, force: true })
  mkdirSync(cluster, { mode: 0o700 })
  const passwordFile = path.join(folder, `initdb.${process.pid}`)
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if ('uid' in as) for (const file of [cluster, passwordFile]) chownSync(file, as.uid as number, as.gid as number)
  const flags = [
    '-D',
    cluster,
    '-U',
    USER,
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
  ]
  const made = spawnSync(path.join(binaries, 'bin', 'initdb'), flags, { ...as, cwd: '/', encoding: 'utf8' })
  rmSync(passwordFile, { force: true })
  if (made.status === 0) return
  rmSync(cluster, { recursive: true, force: true })
  throw new Error(`PostgreSQL could not make its data folder ${cluster}: ${made.error?.message ?? made.stderr}`)
}

/** `postmaster.pid` holds the process id in line 1 and the port in line 4. */
function readPidFile(cluster: string): { pid: number; port: number } | null {
  const file = path.join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3]) }
}

async function adoptRunning(cluster: string, password: string): Promise<{ pid: number; port: number } | null> {
  const running = readPidFile(cluster)
  if (!running || !isAlive(running.pid)) return null
  if (await answers(running.port, password)) return running
  process.kill(running.pid, 'SIGINT')
  await waitFor(
    () => !isAlive(running.pid),
    10_000,
    `PostgreSQL (process ${running.pid}) neither answers nor stops; end it and start again`,
  )
  return null
}

function launch(setup: {
  binaries: string
  cluster: string
  port: number
  as: RunAs
  throwaway: boolean
}): ChildProcess {
  const { binaries, cluster, port, as, throwaway } = setup
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'shared_buffers=32MB',
    'max_wal_size=512MB',
  ]
  if (throwaway) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off')
  const postgres = [
    path.join(binaries, 'bin', 'postgres'),
    '-D',
    cluster,
    '-p',
    String(port),
    ...settings.flatMap((s) => ['-c', s]),
  ]
  // The shell holds our end of a pipe: when this process ends in any way, SIGKILL included, PostgreSQL is shut down.
  // A session of its own keeps Ctrl-C from stopping PostgreSQL before the apps that use it.
  const guard = 'exec 3<&0; "$@" 3<&- & p=$!; (cat <&3 >/dev/null; kill -INT $p 2>/dev/null) & wait $p'
  const [command, args] =
    process.platform === 'win32'
      ? [postgres[0] ?? '', postgres.slice(1)]
      : ['/bin/sh', ['-c', guard, 'sh', ...postgres]]
  const child = spawn(command, args, {
    ...as,
    cwd: '/',
    detached: process.platform !== 'win32',
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  child.unref()
  return child
}

async function waitUntilReady(port: number, password: string, child: ChildProcess | null): Promise<void> {
  let complaint = ''
  child?.stderr?.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk}`.slice(-2_000)
  })
  const deadline = Date.now() + 30_000
  while (!(await answers(port, password))) {
    if (child?.exitCode !== null && child?.exitCode !== undefined)
      throw new Error(`PostgreSQL ended while starting: ${complaint}`)
    if (Date.now() > deadline)
      throw new Error(`PostgreSQL did not answer on 127.0.0.1:${port} within 30 s: ${complaint}`)
    await pause(30)
  }
  const quiet = child?.stderr as (NodeJS.ReadableStream & { unref?: () => void }) | null | undefined
  quiet?.removeAllListeners('data')
  quiet?.resume()
  quiet?.unref?.()
  ;(child?.stdin as { unref?: () => void } | null | undefined)?.unref?.()
}

async function answers(port: number, password: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: address(port, password, 'postgres'),
    connectionTimeoutMillis: 2_000,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function ensureDatabase(port: number, password: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: address(port, password, 'postgres') })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
  return address(port, password, name)
}

async function stop(cluster: string, child: ChildProcess | null, adoptedPid: number | undefined): Promise<void> {
  const pid = adoptedPid ?? readPidFile(cluster)?.pid
  if (child) child.stdin?.end()
  else if (pid) process.kill(pid, 'SIGINT')
  if (pid) await waitFor(() => !isAlive(pid), 15_000, `PostgreSQL (process ${pid}) did not stop within 15 s`)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function waitFor(done: () => boolean, timeoutMs: number, complaint: string): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (!done()) {
    if (Date.now() > deadline) throw new Error(complaint)
    await pause(25)
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
