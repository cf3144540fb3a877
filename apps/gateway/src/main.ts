import { createLogger, listen, readConfig, runService } from '@hybrid-store/http'
import { createMetrics, exposeMetrics, metricsConfigSchema } from '@hybrid-store/observability'
import { gatewayConfigSchema } from './config.ts'
import { createGateway } from './create-gateway.ts'

const logger = createLogger({ name: 'gateway' })

await runService(logger, async () => {
  const config = readConfig(gatewayConfigSchema)
  const metrics = createMetrics()
  const exposed = await exposeMetrics(metrics, readConfig(metricsConfigSchema))
  const gateway = createGateway({ config, logger, metrics })
  const url = await listen(gateway.app, { port: config.PORT, host: config.HOST, portVariable: 'PORT' })
  logger.info({ url, metrics: exposed.url }, 'listening')
  return {
    close: async () => {
      await gateway.close()
      await exposed.close()
    },
  }
})
