import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { eventually } from '@hybrid-store/test-kit'
import { afterEach, expect, test } from 'vitest'
import { startEmbeddedPostgres } from '../src/embedded/index.ts'
import { createDatabase, sql } from '../src/index.ts'

const cleanUp: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step()
})

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'embedded-'))
  await chmod(folder, 0o755)
  cleanUp.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Another process that starts PostgreSQL on `dataDir`, prints its process id and waits to be killed. */
function startParent(dataDir: string): Promise<{ child: ChildProcess; postmaster: number }> {
  const script = fileURLToPath(new URL('./embedded-parent.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (line: Buffer) => resolve({ child, postmaster: Number(line) }))
    child.once('exit', () => reject(new Error('the parent ended before PostgreSQL was ready')))
  })
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('PostgreSQL ends when its parent is killed, and the next start finds the data', async () => {
  const dataDir = await makeFolder()
  const { child, postmaster } = await startParent(dataDir)
  child.kill('SIGKILL')
  await eventually(() => !isAlive(postmaster), { timeoutMs: 10_000, what: 'PostgreSQL to end' })
  const postgres = await startEmbeddedPostgres({ dataDir, throwaway: true })
  cleanUp.push(() => postgres.stop())
  const db = createDatabase({ url: await postgres.database('shop'), applicationName: 'test' })
  expect(await db.row(sql`select said from kept`)).toEqual({ said: 'before the kill' })
  await db.close()
})

test('a stale pid file of a dead server is no obstacle', async () => {
  const dataDir = await makeFolder()
  const { child, postmaster } = await startParent(dataDir)
  process.kill(postmaster, 'SIGKILL')
  child.kill('SIGKILL')
  await eventually(() => !isAlive(postmaster), { timeoutMs: 10_000 })
  expect(readFileSync(path.join(dataDir, 'pg15', 'postmaster.pid'), 'utf8')).toContain(String(postmaster))
  const postgres = await startEmbeddedPostgres({ dataDir, throwaway: true })
  await postgres.stop()
})

test('a server that is still running is adopted and stopped with us', async () => {
  const dataDir = await makeFolder()
  const { child, postmaster } = await startParent(dataDir)
  cleanUp.push(async () => void child.kill('SIGKILL'))
  const postgres = await startEmbeddedPostgres({ dataDir, throwaway: true })
  await postgres.stop()
  expect(isAlive(postmaster)).toBe(false)
})

test('a folder closed to other users is served from the system folder, also for root', async () => {
  const home = await makeFolder()
  await chmod(home, 0o700)
  const postgres = await startEmbeddedPostgres({ dataDir: path.join(home, 'data'), throwaway: true })
  cleanUp.push(() => rm(path.dirname(postgres.folder), { recursive: true, force: true }))
  const db = createDatabase({ url: await postgres.database('shop'), applicationName: 'test' })
  expect(await db.row(sql`select current_setting('server_version_num')::int / 10000 as major`)).toEqual({ major: 15 })
  await db.close()
  await postgres.stop()
})
