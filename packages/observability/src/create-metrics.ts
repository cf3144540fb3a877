import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** The metrics of one process. */
export interface Metrics {
  registry: Registry
  /** Durations of answered requests in seconds, by the template of their route. */
  requests: Histogram<'app' | 'method' | 'route' | 'status'>
}

/** Seconds: from a cached read to an upstream that is waited for. */
const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** A registry of its own with what Node tells of its process; each app adds what it knows. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'store_http_request_seconds',
    help: 'Durations of answered requests by the template of their route.',
    labelNames: ['app', 'method', 'route', 'status'] as const,
    buckets: REQUEST_SECONDS,
    registers: [registry],
  })
  return { registry, requests }
}
