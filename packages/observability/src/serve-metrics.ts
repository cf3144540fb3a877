import { createServer, type Server } from 'node:http'
import { z } from 'zod'
import type { Metrics } from './create-metrics.ts'

/** Where metrics are offered. It is a door of the inside: loopback, and closed unless a port is set. */
export const metricsConfigSchema = z.object({
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
})

export interface ExposedMetrics {
  /** Where they are read; null if they are not offered. */
  url: string | null
  close(): Promise<void>
}

/** Offers the metrics as the settings want it. */
export async function exposeMetrics(
  metrics: Metrics,
  { METRICS_PORT: port, METRICS_HOST: host }: z.infer<typeof metricsConfigSchema>,
): Promise<ExposedMetrics> {
  if (port === undefined) return { url: null, close: async () => undefined }
  return serveMetrics(metrics, { port, host })
}

/** `GET /metrics` in Prometheus' text format, and nothing else. Port 0 takes any free one. */
export async function serveMetrics(
  { registry }: Pick<Metrics, 'registry'>,
  { port, host }: { port: number; host: string },
): Promise<ExposedMetrics & { url: string }> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  await listening(server, port, host)
  const address = server.address()
  const actual = typeof address === 'object' && address ? address.port : port
  return {
    url: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${actual}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      reject(taken ? new Error(`port ${port} on ${host} is already in use: set METRICS_PORT to another port`) : error)
    })
    server.listen(port, host, () => resolve())
  })
}
