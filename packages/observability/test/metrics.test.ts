import { Gauge } from 'prom-client'
import { expect, test } from 'vitest'
import { cachedFor, createMetrics, exposeMetrics, metricsConfigSchema, serveMetrics } from '../src/index.ts'

test('metrics are read at one address, in text, and nothing else is there', async () => {
  const metrics = createMetrics()
  metrics.requests.observe({ app: 'core', method: 'GET', route: '/api/v1/orders/:id', status: 200 }, 0.02)
  const exposed = await serveMetrics(metrics, { port: 0, host: '127.0.0.1' })
  const answer = await fetch(exposed.url)
  const text = await answer.text()
  expect(answer.headers.get('content-type')).toContain('text/plain')
  expect(text).toContain('process_cpu_seconds_total')
  expect(text).toContain(
    'store_http_request_seconds_count{app="core",method="GET",route="/api/v1/orders/:id",status="200"} 1',
  )
  expect((await fetch(new URL('/', exposed.url))).status).toBe(404)
  expect((await fetch(exposed.url, { method: 'POST' })).status).toBe(404)
  await exposed.close()
  await expect(fetch(exposed.url)).rejects.toThrow()
})

test('nothing listens unless a port is set', async () => {
  const exposed = await exposeMetrics(createMetrics(), metricsConfigSchema.parse({}))
  expect(exposed.url).toBeNull()
  await exposed.close()
})

test('a taken port names the variable that changes it', async () => {
  const first = await serveMetrics(createMetrics(), { port: 0, host: '127.0.0.1' })
  const port = Number(new URL(first.url).port)
  await expect(serveMetrics(createMetrics(), { port, host: '127.0.0.1' })).rejects.toThrow(/METRICS_PORT/)
  await first.close()
})

test('a figure that cannot be read is an answer of 500 without words', async () => {
  const metrics = createMetrics()
  const broken = () => Promise.reject(new Error('password of the database'))
  metrics.registry.registerMetric(new Gauge({ name: 'broken', help: '-', registers: [], collect: broken }))
  const exposed = await serveMetrics(metrics, { port: 0, host: '127.0.0.1' })
  const answer = await fetch(exposed.url)
  expect([answer.status, await answer.text()]).toEqual([500, ''])
  await exposed.close()
})

test('a reading is shared while it runs and kept for a while; a failed one is not', async () => {
  let time = 0
  let readings = 0
  const read = cachedFor(
    100,
    async () => {
      readings += 1
      if (readings === 1) throw new Error('not yet')
      return readings
    },
    () => time,
  )
  await expect(read()).rejects.toThrow('not yet')
  expect(await Promise.all([read(), read(), read()])).toEqual([2, 2, 2])
  time = 99
  expect(await read()).toBe(2)
  time = 100
  expect(await read()).toBe(3)
})
