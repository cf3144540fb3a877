import { createLogger, readConfig, runService } from '@hybrid-store/http'
import { z } from 'zod'
import { createSmsSimulator } from './create-sms-simulator.ts'

const environment = z.object({
  SIM_SMS_PORT: z.coerce.number().int().min(0).max(65_535).default(8093),
  SIM_SMS_HOST: z.string().default('127.0.0.1'),
  /** File for the messages; without it they are forgotten at the end. */
  SIM_SMS_DATA_FILE: z.string().optional(),
})

const logger = createLogger({ name: 'simulator-sms' })
await runService(logger, async () => {
  const config = readConfig(environment)
  return createSmsSimulator({
    port: config.SIM_SMS_PORT,
    host: config.SIM_SMS_HOST,
    dataFile: config.SIM_SMS_DATA_FILE,
    logger,
  })
})
