import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Logger } from '@hybrid-store/http'

const MAHAK_MAIN = fileURLToPath(new URL('../../../../simulators/mahak/src/main.ts', import.meta.url))
const START_TIMEOUT_MS = 60_000

export interface SimulatorProcess {
  url: string
  close(): Promise<void>
}

/** Runs Mahak's simulator as the foreign system it stands for: a process of its own with a database of its own. */
export async function startMahakSimulator(options: {
  port: number
  host: string
  databaseUrl: string
  catalogue?: string | undefined
  logger: Logger
}): Promise<SimulatorProcess> {
  const flags = options.catalogue ? ['--catalogue', path.resolve(options.catalogue)] : []
  const child = spawn(process.execPath, ['--import', 'tsx', MAHAK_MAIN, ...flags], {
    env: {
      ...process.env,
      END_WITH_STDIN: '1',
      // glibc gives each thread an arena of its own and keeps what pictures left there: 2 arenas save about 80 MB.
      MALLOC_ARENA_MAX: '2',
      SIM_MAHAK_PORT: String(options.port),
      SIM_MAHAK_HOST: options.host,
      SIM_MAHAK_DATABASE_URL: options.databaseUrl,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
    // A process group of its own: Ctrl-C reaches it through us, after the apps that talk to it have closed.
    detached: process.platform !== 'win32',
  })
  const complaints = collectLines(child, options.logger)
  const url = `http://${options.host}:${options.port}`
  await waitUntilAlive(child, url, complaints)
  return {
    url,
    close: () => end(child),
  }
}

function collectLines(child: ChildProcess, logger: Logger): string[] {
  const last: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue
    createInterface({ input: stream }).on('line', (line) => {
      last.push(line)
      if (last.length > 20) last.shift()
      logger.debug({ line }, 'simulator of mahak')
    })
  }
  return last
}

async function waitUntilAlive(child: ChildProcess, url: string, complaints: readonly string[]): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`the simulator of Mahak ended while starting:\n${complaints.join('\n')}`)
    if (Date.now() > deadline)
      throw new Error(`the simulator of Mahak did not answer at ${url}:\n${complaints.join('\n')}`)
    const answer = await fetch(`${url}/livez`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    child.kill('SIGTERM')
  })
}
