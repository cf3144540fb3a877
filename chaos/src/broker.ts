import { connect, createServer, type Socket } from 'node:net'
import { type Broker, brokers } from '../../e2e/brokers.ts'

/** A RabbitMQ as the workers of one seed see it: with names of their own, behind a door that can be shut. */
export interface BrokerPlace {
  /** Leads through the door. */
  workersUrl: string
  /** Leads past it. */
  url: string
  namespace: string
  /** Cuts all connections and lets none in for so long, as when the broker restarts; what was not acknowledged comes back. */
  shut(ms: number): void
}

export interface BrokerPlaces {
  take(): Promise<BrokerPlace>
  giveBack(place: BrokerPlace): void
  close(): Promise<void>
}

/** Places at the broker that TEST_AMQP_URL names, as many as are used at the same time; null without one. */
export function openBrokerPlaces(): BrokerPlaces | null {
  if (brokers().length < 2) return null
  const free: BrokerPlace[] = []
  const ends: (() => Promise<void>)[] = []
  return {
    take: async () => {
      const place = free.pop()
      if (place) return place
      const opened = await openPlace(brokers().at(-1))
      ends.push(opened.end)
      return opened.place
    },
    giveBack: (place) => free.push(place),
    close: async () => {
      for (const end of ends) await end()
    },
  }
}

async function openPlace(broker: Broker | undefined): Promise<{ place: BrokerPlace; end(): Promise<void> }> {
  const { AMQP_URL: url = '', QUEUE_NAMESPACE: namespace = '' } = broker?.environment ?? {}
  const door = await openDoor(new URL(url))
  const workersUrl = Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(door.port) }).href
  return {
    place: { url, workersUrl, namespace, shut: door.shut },
    end: async () => {
      await door.close()
      await broker?.cleanUp()
    },
  }
}

async function openDoor({ hostname, port }: URL) {
  const open = new Set<Socket>()
  let shutUntil = 0
  const cutAll = () => {
    for (const socket of open) socket.destroy()
  }
  const join = (from: Socket, to: Socket) => {
    open.add(from)
    from.pipe(to)
    from.on('error', () => to.destroy())
    from.once('close', () => {
      open.delete(from)
      to.destroy()
    })
  }
  const server = createServer((incoming) => {
    if (performance.now() < shutUntil) {
      incoming.destroy()
      return
    }
    const outgoing = connect(Number(port || 5672), hostname)
    join(incoming, outgoing)
    join(outgoing, incoming)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    shut: (ms: number) => {
      shutUntil = performance.now() + ms
      cutAll()
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        cutAll()
      }),
  }
}
