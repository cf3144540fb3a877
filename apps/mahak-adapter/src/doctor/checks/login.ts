import type { MahakAccount, MahakFailure, Outcome } from '@hybrid-store/mahak-client'
import type { MahakSettings } from '../../client-options.ts'
import { type Finding, found, idOf } from '../finding.ts'

/** Whether Mahak takes user name and password. */
export function judgeLogin(login: Outcome<MahakAccount>, settings: MahakSettings): Finding[] {
  if (!login.ok) return [refusal(login.error, settings)]
  const { title, visitorId: visitor, databaseId: database } = login.value
  return [found('logged_in', { title, visitor: idOf(visitor), database: idOf(database) })]
}

function refusal({ code, message }: MahakFailure, settings: MahakSettings): Finding {
  switch (code) {
    case 'unauthorized':
      return found(settings.MAHAK_PASSWORD_IS_HASHED ? 'wrong_hash' : 'wrong_password', { message })
    case 'subscription_expired':
      return found('credit_expired')
    case 'malformed':
      return found('login_not_of_mahak', { message })
    case 'unavailable':
    case 'timeout':
    case 'rate_limited':
      return found('login_failed', { message })
    default:
      return found('login_refused', { message })
  }
}
