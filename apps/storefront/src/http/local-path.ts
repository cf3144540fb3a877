const SOMEWHERE = 'http://storefront.invalid'

/** `target` if it is a path on this site, else `fallback`: a link to the login must not lead on to a foreign site. */
export function localPath(target: unknown, fallback: string): string {
  if (typeof target !== 'string' || !/^\/(?![/\\])/.test(target) || target.includes('\\')) return fallback
  if (!URL.canParse(target, SOMEWHERE)) return fallback
  const url = new URL(target, SOMEWHERE)
  return url.origin === SOMEWHERE && !url.pathname.startsWith('//') ? url.pathname + url.search : fallback
}
