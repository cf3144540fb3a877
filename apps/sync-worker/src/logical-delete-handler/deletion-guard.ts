import type { Database } from '@hybrid-store/database'
import { toPersianDigits } from '@hybrid-store/kernel'
import type { PulledEntity } from '../data-transformer/remote-entities.ts'
import { openIssues, resolveIssues } from '../retry-error-manager/issue.repository.ts'
import type { Account } from '../sync-deps.ts'
import { countDeletions, deletionsAllowed } from './deletions.repository.ts'

/** Entities whose deletion takes goods out of the shop. */
const GUARDED: Partial<Record<PulledEntity, string>> = {
  Products: 'کالا',
  ProductDetails: 'نوع کالا',
  VisitorProducts: 'تخصیص کالا به فروشگاه',
}

const ALWAYS_ALLOWED = 20
const SHARE_ALLOWED = 0.05

/** Whether so many deletions at once look like an accident: more than 20, and more than 5 % of what is there. */
export const isMassDeletion = (deletions: number, live: number): boolean =>
  deletions > Math.max(ALWAYS_ALLOWED, live * SHARE_ALLOWED)

/**
 * Whether the pending rows of an entity may be applied. Too many deletions at once (a wrong database, a slip of the
 * accountant) stop the entity until the rows come back or a person allows it; then the issue closes by itself.
 */
export async function mayApply(db: Database, account: Account, entity: PulledEntity): Promise<boolean> {
  const title = GUARDED[entity]
  if (!title) return true
  const { deletions, live } = await countDeletions(db, account, entity)
  if (!isMassDeletion(deletions, live) || (await deletionsAllowed(db, account.id, entity))) {
    await resolveIssues(db, entity, ['*'], ['mass_deletion'])
    return true
  }
  await openIssues(db, [
    {
      entity,
      recordId: '*',
      class: 'config',
      code: 'mass_deletion',
      message: `در محک ${toPersianDigits(deletions)} «${title}» یکجا حذف شده است؛ برای احتیاط اعمال نشد. اگر درست است آن را تأیید کنید.`,
    },
  ])
  return false
}
