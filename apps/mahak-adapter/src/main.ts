import { createLogger, listen, readConfig, runService } from '@hybrid-store/http'
import { adapterConfigSchema } from './config.ts'
import { createMahakAdapter } from './create-mahak-adapter.ts'

const logger = createLogger({ name: 'mahak-adapter' })

await runService(logger, async () => {
  const config = readConfig(adapterConfigSchema)
  const adapter = createMahakAdapter({ config, logger })
  const url = await listen(adapter.app, {
    port: config.MAHAK_ADAPTER_PORT,
    host: config.HOST,
    portVariable: 'MAHAK_ADAPTER_PORT',
  })
  logger.info({ url }, 'listening')
  return adapter
})
