import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '@hybrid-store/database/embedded'

/** One throw-away PostgreSQL for the whole run, or the server that TEST_DATABASE_URL names. */
export default async function startCluster(): Promise<() => Promise<void>> {
  if (process.env.TEST_DATABASE_URL) return async () => undefined
  const dataDir = await mkdtemp(path.join(tmpdir(), 'store-test-'))
  await chmod(dataDir, 0o755)
  const postgres = await startEmbeddedPostgres({ dataDir, throwaway: true })
  process.env.TEST_DATABASE_URL = await postgres.database('postgres')
  return async () => {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
