/** The Cookie header with the values of the Set-Cookie lines put in place of the old ones; cleared cookies are left out. */
export function withFreshCookies(cookieHeader: string, setCookies: readonly string[]): string {
  const fresh = new Map(setCookies.map((line) => pair(line.split(';')[0] ?? '')))
  const kept = cookieHeader
    .split(';')
    .map((part) => pair(part))
    .filter(([name]) => name && !fresh.has(name))
  return [...kept, ...fresh]
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
}

function pair(text: string): [string, string] {
  const [name, ...value] = text.split('=')
  return [(name ?? '').trim(), value.join('=').trim()]
}
