import type { Permission } from '@hybrid-store/contracts'
import type { Database } from '@hybrid-store/database'
import { newId } from '@hybrid-store/kernel'
import { hashPassword } from './passwords.ts'
import { insertStaffIfNew, selectStaffByName } from './staff.repository.ts'

/** Makes the first member of staff. Someone who has the name already keeps password and permissions. */
export async function ensureStaff(
  db: Database,
  staff: { username: string; password: string; permissions: readonly Permission[] },
): Promise<void> {
  const username = staff.username.toLowerCase()
  if (await selectStaffByName(db, username)) return
  const passwordHash = await hashPassword(staff.password)
  await db.transaction((tx) =>
    insertStaffIfNew(tx, { id: newId('stf'), username, passwordHash, permissions: staff.permissions }),
  )
}
