export { cachedFor } from './cached-for.ts'
export { createMetrics, type Metrics } from './create-metrics.ts'
export { type ExposedMetrics, exposeMetrics, metricsConfigSchema, serveMetrics } from './serve-metrics.ts'
