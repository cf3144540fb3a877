import { connect, createServer, type Socket } from 'node:net'
import { listeningPort } from './listening-port.ts'

export interface AmqpProxy {
  /** The address to use instead of the broker's. */
  url: string
  cut(): void
  /** Cuts all connections and lets no new one through until told. */
  refuse(refusing: boolean): void
  close(): Promise<void>
}

/** A TCP proxy in front of a broker whose connections can be cut. */
export async function startAmqpProxy(amqpUrl: string): Promise<AmqpProxy> {
  const target = new URL(amqpUrl)
  const sockets = new Set<Socket>()
  let refuses = false
  const server = createServer((client) => {
    if (refuses) return void client.destroy()
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
    refuse: (refusing) => {
      refuses = refusing
      if (refusing) cut()
    },
    close: () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      cut()
      return closed
    },
  }
}
