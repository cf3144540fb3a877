import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { SERVICE_TOKEN_SECRET } from './mahak-chain.ts'

/** The worker with its scheduler as a process of its own, with times so short that a test need not wait for them. */
export function startWorkerProcess(
  where: { databaseUrl: string; adapterUrl: string; objectsDir: string },
  settings: Record<string, string> = {},
): ChildProcess {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
  const env = {
    ...process.env,
    DATABASE_URL: where.databaseUrl,
    MAHAK_ADAPTER_URL: where.adapterUrl,
    SERVICE_TOKEN_SECRET,
    OBJECTS_DIR: where.objectsDir,
    PULL_EVERY_SECONDS: '0.5',
    SWEEP_EVERY_SECONDS: '0.2',
    PULL_SETTLE_SECONDS: '1',
    SEND_SETTLE_SECONDS: '1',
    ...settings,
  }
  return spawn(process.execPath, ['--import', 'tsx', main], { stdio: 'ignore', env })
}
