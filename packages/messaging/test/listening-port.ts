import { once } from 'node:events'
import type { Server } from 'node:net'

/** Opens the server on any free loopback port and gives its number. */
export async function listeningPort(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('the server has no TCP port')
  return address.port
}
