import { randomBytes } from 'node:crypto'
import { eventually } from '@hybrid-store/test-kit'
import { Connection } from 'rabbitmq-client'
import { expect, test } from 'vitest'
import { createNamespace } from '../src/namespace.ts'
import { QUEUES } from '../src/queues.ts'
import { createRabbitBus } from '../src/rabbit/rabbit-bus.ts'
import { DEAD_EXCHANGE, DEAD_QUEUE, retryName, WORK_EXCHANGE } from '../src/rabbit/topology.ts'
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from '../src/retry-policy.ts'
import { startAmqpProxy } from './amqp-proxy.ts'
import { busConformance, STEPS } from './conformance.ts'
import { silentLogger } from './silent-logger.ts'

const amqpUrl = process.env.TEST_AMQP_URL ?? process.env.AMQP_URL

if (amqpUrl) {
  busConformance('the bus on RabbitMQ', () => startHarness(amqpUrl))
  brokerTests(amqpUrl)
} else if (process.env.REQUIRE_RABBITMQ === '1') {
  test('a RabbitMQ broker is there', () => {
    expect.fail('REQUIRE_RABBITMQ=1 but neither TEST_AMQP_URL nor AMQP_URL names a broker')
  })
} else {
  const reason = 'neither TEST_AMQP_URL nor AMQP_URL names a broker'
  console.info(`the bus on RabbitMQ is not tested: ${reason}`)
  test.skip(`the bus on RabbitMQ: ${reason}`, () => undefined)
}

function brokerTests(brokerUrl: string): void {
  test('a message that its consumers never answer for ends in the dead letters with the reason of the broker', async () => {
    const harness = await startHarness(brokerUrl)
    const bus = harness.createBus({ retryDelays: STEPS })
    await bus.publish('media_request', { type: 'a', id: 'msg_hot' })
    const channel = await harness.operator.acquire()
    for (let delivery = 0; delivery < 11; delivery += 1) {
      const found = await channel.basicGet({ queue: harness.full('media_request') })
      channel.basicNack({ deliveryTag: found?.deliveryTag, requeue: true })
    }
    await channel.close()
    const letters = await eventually(async () => {
      const found = await bus.deadLetters.list()
      return found.length > 0 && found
    })
    expect(letters).toMatchObject([{ id: 'msg_hot', queue: 'media_request', reason: 'delivery_limit' }])
    await bus.close()
    await harness.close()
  })

  test('publishing throws when no queue takes the message, for the broker would drop it silently', async () => {
    const harness = await startHarness(brokerUrl)
    const bus = harness.createBus({ retryDelays: STEPS })
    await bus.stats()
    const queue = harness.full('media_request')
    await harness.operator.queueUnbind({ exchange: harness.full(WORK_EXCHANGE), queue, routingKey: queue })
    await expect(bus.publish('media_request', { type: 'a' })).rejects.toThrow(`no queue is bound for ${queue}`)
    await bus.close()
    await harness.close()
  })

  test('a broker that is not there makes publishing fail, not hang', async () => {
    const bus = createRabbitBus({
      amqpUrl: 'amqp://127.0.0.1:1',
      logger: silentLogger,
      policy: DEFAULT_RETRY_POLICY,
      connectMs: 100,
    })
    await expect(bus.publish('media_request', { type: 'a' })).rejects.toThrow()
    await bus.close(100)
  })
}

async function startHarness(brokerUrl: string) {
  const namespace = `test_${randomBytes(6).toString('hex')}`
  const { full } = createNamespace(namespace)
  const proxy = await startAmqpProxy(brokerUrl)
  const operator = new Connection(brokerUrl)
  const queues = [...QUEUES, DEAD_QUEUE, ...STEPS.map(retryName)].map(full)
  const exchanges = [WORK_EXCHANGE, DEAD_EXCHANGE, ...STEPS.map(retryName)].map(full)
  return {
    operator,
    full,
    createBus: (policy: Partial<RetryPolicy> = {}) =>
      createRabbitBus({
        amqpUrl: proxy.url,
        namespace,
        logger: silentLogger,
        policy: { ...DEFAULT_RETRY_POLICY, ...policy },
      }),
    poison: async (queue: string) => {
      const publisher = operator.createPublisher({ confirm: true })
      await publisher.send(
        { exchange: full(WORK_EXCHANGE), routingKey: full(queue), contentType: 'application/json', durable: true },
        Buffer.from('{no json'),
      )
      await publisher.close()
    },
    cutConnections: async () => proxy.cut(),
    crashingConsumer: { amqpUrl: brokerUrl, namespace },
    clear: async () => {
      for (const queue of queues) await operator.queuePurge({ queue })
    },
    close: async () => {
      for (const queue of queues) await operator.queueDelete({ queue })
      for (const exchange of exchanges) await operator.exchangeDelete({ exchange })
      await operator.close()
      await proxy.close()
    },
  }
}
