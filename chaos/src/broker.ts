import { setTimeout as sleep } from 'node:timers/promises'
import { type Broker, brokers } from '../../e2e/brokers.ts'
import { startAmqpProxy } from '../../packages/messaging/test/amqp-proxy.ts'

/** A RabbitMQ as the workers of one seed see it: with names of their own, behind a door that can be shut. */
export interface BrokerPlace {
  /** Leads through the door. */
  workersUrl: string
  /** Leads past it. */
  url: string
  namespace: string
  /** Cuts all connections and lets none in for so long, as when the broker restarts; what was not acknowledged comes back. */
  shut(ms: number): Promise<void>
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
  const door = await startAmqpProxy(url)
  return {
    place: {
      url,
      workersUrl: door.url,
      namespace,
      shut: async (ms) => {
        door.refuse(true)
        await sleep(ms)
        door.refuse(false)
      },
    },
    end: async () => {
      await door.close()
      await broker?.cleanUp()
    },
  }
}
