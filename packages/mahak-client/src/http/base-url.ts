/**
 * The base URL without a slash at its end. Throws unless it is https, or http to the loopback host: the token that travels
 * with every call contains the password's hash (§2.3).
 */
export function secureBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url) throw new Error('the Mahak base URL is not a URL')
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
  if (!safe) throw new Error('the Mahak base URL has to be https (http is accepted for the loopback host only)')
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}
