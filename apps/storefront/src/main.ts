import { createLogger, listen, readConfig, runService } from '@hybrid-store/http'
import { storefrontConfigSchema } from './config.ts'
import { createStorefront } from './create-storefront.ts'

const logger = createLogger({ name: 'storefront' })

await runService(logger, async () => {
  const config = readConfig(storefrontConfigSchema)
  const storefront = createStorefront({
    coreUrl: config.CORE_URL,
    publicUrl: config.PUBLIC_URL,
    shopName: config.SHOP_NAME,
    logger,
  })
  const url = await listen(storefront.app, {
    port: config.STOREFRONT_PORT,
    host: config.HOST,
    portVariable: 'STOREFRONT_PORT',
  })
  logger.info({ url }, 'listening')
  return storefront
})
