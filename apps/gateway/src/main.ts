import { createLogger, listen, readConfig, runService } from '@hybrid-store/http'
import { gatewayConfigSchema } from './config.ts'
import { createGateway } from './create-gateway.ts'

const logger = createLogger({ name: 'gateway' })

await runService(logger, async () => {
  const config = readConfig(gatewayConfigSchema)
  const gateway = createGateway({ config, logger })
  const url = await listen(gateway.app, { port: config.PORT, host: config.HOST, portVariable: 'PORT' })
  logger.info({ url }, 'listening')
  return gateway
})
