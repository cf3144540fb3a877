import { createLogger, readConfig, runService } from '@hybrid-store/http'
import { z } from 'zod'
import { createPaymentSimulator } from './create-payment-simulator.ts'

const environment = z.object({
  SIM_PAYMENT_PORT: z.coerce.number().int().min(0).max(65_535).default(8092),
  SIM_PAYMENT_HOST: z.string().default('127.0.0.1'),
  /** File for the payments; without it they are forgotten at the end. */
  SIM_PAYMENT_DATA_FILE: z.string().optional(),
})

const logger = createLogger({ name: 'simulator-payment' })
await runService(logger, async () => {
  const config = readConfig(environment)
  return createPaymentSimulator({
    port: config.SIM_PAYMENT_PORT,
    host: config.SIM_PAYMENT_HOST,
    dataFile: config.SIM_PAYMENT_DATA_FILE,
    logger,
  })
})
