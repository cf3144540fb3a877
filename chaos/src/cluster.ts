import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '@hybrid-store/database/embedded'

/** The server that TEST_DATABASE_URL names, or a throw-away PostgreSQL of this run; gives how to end it. */
export async function openCluster(): Promise<() => Promise<void>> {
  if (process.env.TEST_DATABASE_URL) return async () => undefined
  const dataDir = await mkdtemp(path.join(tmpdir(), 'chaos-postgres-'))
  await chmod(dataDir, 0o755)
  const postgres = await startEmbeddedPostgres({ dataDir, throwaway: true })
  process.env.TEST_DATABASE_URL = await postgres.database('postgres')
  return async () => {
    delete process.env.TEST_DATABASE_URL
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
