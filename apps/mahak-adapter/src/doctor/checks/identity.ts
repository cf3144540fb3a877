import type { MahakAccount } from '@hybrid-store/mahak-client'
import type { Examination } from '../examination.ts'
import { type Finding, found, idOf } from '../finding.ts'

/** Another database or visitor makes all ids and versions a store knows void (Mahak API reference §2.2). */
export function judgeIdentity({ visitorId, databaseId }: MahakAccount, { input }: Examination): Finding[] {
  const known = input.knownAccount
  if (known === 'none') return [found('account_first')]
  if (known === 'unknown') return [found('account_unknown')]
  if (known.visitorId === visitorId && known.databaseId === databaseId) return [found('account_same')]
  return [
    found('account_changed', {
      visitor: idOf(visitorId),
      database: idOf(databaseId),
      knownVisitor: idOf(known.visitorId),
      knownDatabase: idOf(known.databaseId),
    }),
  ]
}
