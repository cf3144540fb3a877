import { systemClock } from '@hybrid-store/kernel'
import { createMahakClient } from '@hybrid-store/mahak-client'
import { type Finding, found } from '../finding.ts'

/** What is wrong with the form of an address. The address is never quoted whole, for it may hold a password. */
export function addressProblems(address: string | undefined): Finding[] {
  if (address === undefined) return []
  const url = URL.canParse(address) ? new URL(address) : null
  if (!url || !['http:', 'https:'].includes(url.protocol)) return [found('url_invalid')]
  if (url.username || url.password) return [found('url_with_login')]
  if (!isSecure(address)) return [found('url_not_https')]
  return pathProblems(url)
}

function pathProblems({ origin, pathname }: URL): Finding[] {
  const [base, rest] = pathname.split(/(?<=\/api\/v3)(?=\/|$)/i)
  if (rest !== undefined && rest.replaceAll('/', '') !== '') {
    return [found('url_with_call', { better: `${origin}${base}` })]
  }
  return /\/api\/v3\/*$/i.test(pathname) ? [] : [found('url_without_path', { better: `${origin}/API/v3` })]
}

/** Whether the client takes the address; it alone knows which ones are safe without encryption. */
function isSecure(baseUrl: string): boolean {
  try {
    createMahakClient({ baseUrl, username: '', password: '', clock: systemClock }).close()
    return true
  } catch {
    return false
  }
}
