import { checkAccount } from '../account/check-account.ts'
import { openIssues, resolveIssues } from '../retry-error-manager/issue.repository.ts'
import type { BuildContext } from './lane.ts'
import { readOffice } from './office.ts'
import { wasReadOnce } from './outgoing-links.repository.ts'
import type { PushDeps } from './push-deps.ts'

/**
 * What documents need to know of the books. Nothing is pushed to the books of another database, nor before everything was read
 * once: persons would be made twice (Mahak API reference §9.3).
 */
export async function readContext(deps: PushDeps): Promise<BuildContext | null> {
  const { db, config } = deps
  const checked = await checkAccount(deps)
  if (!checked.ok) return null
  const account = checked.value
  if (!(await wasReadOnce(db, account.id, ['Visitors', 'Stores', 'People', 'Orders']))) return null
  const office = await readOffice(db, account, config)
  if (office.ok) {
    await resolveIssues(db, 'push', ['office'])
    return { account, config, office: office.value }
  }
  await openIssues(db, [
    {
      entity: 'push',
      recordId: 'office',
      class: 'config',
      code: office.error.code,
      message: `در محک ${office.error.missing.join(' و ')} برای فروشگاه تعریف نشده است؛ سفارش‌ها منتظر می‌مانند.`,
    },
  ])
  return null
}
