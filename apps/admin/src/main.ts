import { createLogger, listen, readConfig, runService } from '@hybrid-store/http'
import { adminConfigSchema } from './config.ts'
import { createAdmin } from './create-admin.ts'

const logger = createLogger({ name: 'admin' })

await runService(logger, async () => {
  const config = readConfig(adminConfigSchema)
  const admin = createAdmin({ coreUrl: config.CORE_URL, logger })
  const url = await listen(admin.app, { port: config.ADMIN_PORT, host: config.HOST, portVariable: 'ADMIN_PORT' })
  logger.info({ url }, 'listening')
  return admin
})
