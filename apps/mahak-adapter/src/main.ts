import { createLogger, listen, readConfig, runService } from '@hybrid-store/http'
import { createMetrics, exposeMetrics, metricsConfigSchema } from '@hybrid-store/observability'
import { adapterConfigSchema } from './config.ts'
import { createMahakAdapter } from './create-mahak-adapter.ts'

const logger = createLogger({ name: 'mahak-adapter' })

await runService(logger, async () => {
  const config = readConfig(adapterConfigSchema)
  const metrics = createMetrics()
  const exposed = await exposeMetrics(metrics, readConfig(metricsConfigSchema))
  const adapter = createMahakAdapter({ config, logger, metrics })
  const url = await listen(adapter.app, {
    port: config.MAHAK_ADAPTER_PORT,
    host: config.HOST,
    portVariable: 'MAHAK_ADAPTER_PORT',
  })
  logger.info({ url, metrics: exposed.url }, 'listening')
  return {
    close: async () => {
      await adapter.close()
      await exposed.close()
    },
  }
})
