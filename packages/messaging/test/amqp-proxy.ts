import { connect, createServer, type Socket } from 'node:net'
import { listeningPort } from './listening-port.ts'

/** A TCP proxy in front of a broker whose connections can be cut. Gives the address to use instead of `amqpUrl`. */
export async function startAmqpProxy(amqpUrl: string): Promise<{ url: string; cut(): void; close(): Promise<void> }> {
  const target = new URL(amqpUrl)
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(Number(target.port || 5672), target.hostname)
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from)
      from.on('error', () => undefined)
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
      from.pipe(to)
    }
  })
  const url = new URL(amqpUrl)
  url.hostname = '127.0.0.1'
  url.port = String(await listeningPort(server))
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: url.href,
    cut,
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      cut()
      return closed
    },
  }
}
