import { isIPv6 } from 'node:net'

const IPV4_IN_IPV6 = /^::ffff:(\d+(?:\.\d+){3})$/i

/**
 * Whom to count an address for: an IPv4 address stands for itself, an IPv6 address for its /64 network, for providers give
 * a whole one to every customer. Anything else is given back as it is.
 */
export function networkOf(address: string): string {
  const [unscoped = ''] = address.split('%')
  const ipv4 = IPV4_IN_IPV6.exec(unscoped)?.[1]
  if (ipv4) return ipv4
  return isIPv6(unscoped) ? `${groupsOf(unscoped).slice(0, 4).join(':')}::/64` : address
}

/** The eight groups of an IPv6 address without leading zeros, however it is written. */
function groupsOf(address: string): string[] {
  const [head = '', tail = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const before = head.split(':').filter(Boolean)
  const after = tail.split(':').filter(Boolean)
  return [...before, ...new Array<string>(8 - before.length - after.length).fill('0'), ...after]
}
