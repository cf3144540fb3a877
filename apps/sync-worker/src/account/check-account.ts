import { fail, ok, type Result } from '@hybrid-store/kernel'
import { failureIssue } from '../retry-error-manager/failure-issue.ts'
import { openIssues, resolveIssues } from '../retry-error-manager/issue.repository.ts'
import type { Account, SyncDeps } from '../sync-deps.ts'
import { insertAccount, selectAccount, updateAccount } from './account.repository.ts'

export interface NoAccount {
  code: 'no_account'
  reason: string
}

/**
 * Asks Mahak who we are. The first answer is the installation's account for good; if another database or visitor answers
 * later, all known ids and versions are void (Mahak API reference §2.2), so everything stops until a person decides.
 */
export async function checkAccount({ db, mahak }: SyncDeps): Promise<Result<Account, NoAccount>> {
  const answer = await mahak.account()
  if (!answer.ok) {
    await openIssues(db, [failureIssue('account', answer.error)])
    return fail({ code: 'no_account', reason: answer.error.code })
  }
  const known = (await selectAccount(db)) ?? (await firstContact())
  if (known.visitorId !== answer.value.visitorId || known.databaseId !== answer.value.databaseId) {
    await openIssues(db, [failureIssue('account', { code: 'account_changed', message: '', sent: true })])
    return fail({ code: 'no_account', reason: 'account_changed' })
  }
  await updateAccount(db, known.id, answer.value)
  await resolveIssues(db, 'account', [''])
  return ok({ id: known.id, visitorId: known.visitorId })

  async function firstContact() {
    if (answer.ok) await insertAccount(db, answer.value)
    const inserted = await selectAccount(db)
    if (!inserted) throw new Error('the account was not stored')
    return inserted
  }
}
