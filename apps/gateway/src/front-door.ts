import type { IncomingMessage, Server } from 'node:http'

/**
 * Before anything reads a request, the headers that only a proxy may set are replaced by what is true: `x-forwarded-for`
 * holds the one address of the client, everything else of the kind is gone.
 */
export function guardFrontDoor(server: Server, trustedHops: number): void {
  server.prependListener('request', (request: IncomingMessage) => {
    const client = clientAddress(request, trustedHops)
    for (const name of Object.keys(request.headers)) {
      if (isProxyHeader(name)) delete request.headers[name]
    }
    request.headers['x-forwarded-for'] = client
  })
}

const isProxyHeader = (name: string): boolean =>
  name.startsWith('x-forwarded-') || name === 'forwarded' || name === 'x-real-ip'

/** With n proxies in front, each having appended the address it saw, the client is the n-th from the right. */
function clientAddress(request: IncomingMessage, trustedHops: number): string {
  const peer = request.socket.remoteAddress ?? 'unknown'
  const seen = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter(Boolean)
  return (trustedHops > 0 && seen.at(-trustedHops)) || peer
}
