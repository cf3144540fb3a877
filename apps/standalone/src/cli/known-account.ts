import { createDatabase } from '@hybrid-store/database'
import type { KnownAccount } from '@hybrid-store/mahak-adapter/doctor'
import { syncState } from '@hybrid-store/sync-worker/state'

/** The account that a store has exchanged with, by its database. */
export async function knownAccountOf(databaseUrl: string | undefined): Promise<KnownAccount> {
  if (!databaseUrl) return 'none'
  const database = createDatabase({ url: databaseUrl, applicationName: 'store-cli', max: 1 })
  try {
    return (await syncState(database)).account ?? 'none'
  } catch (error) {
    return isMissingTable(error) ? 'none' : 'unknown'
  } finally {
    await database.close()
  }
}

/** In a database that no store has used yet. */
const isMissingTable = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '42P01'
