import { randomUUID } from 'node:crypto'
import type { Database } from '@hybrid-store/database'
import { ensureSetting } from '../store/settings.repository.ts'

/** What the accounting program's installation is called by; made at the first start and kept. */
export interface Installation {
  mahakId: string
  packageNo: number
}

export const openInstallation = async (db: Database): Promise<Installation> => ({
  mahakId: await ensureSetting(db, 'mahak-id', randomUUID),
  packageNo: 3_500_000,
})
