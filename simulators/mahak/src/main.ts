import { parseArgs } from 'node:util'
import { createLogger, readConfig, runService } from '@hybrid-store/http'
import { z } from 'zod'
import { createMahakSimulator } from './create-mahak-simulator.ts'

const environment = z.object({
  SIM_MAHAK_PORT: z.coerce.number().int().min(0).max(65_535).default(8091),
  SIM_MAHAK_HOST: z.string().default('127.0.0.1'),
  SIM_MAHAK_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'the URL of a PostgreSQL database' }),
})

const options = {
  /** What an empty storage is filled with instead of the demo shop. */
  catalogue: { type: 'string' },
  'woo-unit': { type: 'string', default: 'toman' },
} as const

const logger = createLogger({ name: 'simulator-mahak' })
await runService(logger, async () => {
  const config = readConfig(environment)
  const { values } = parseArgs({ options })
  const wooUnit = z.enum(['toman', 'rial']).parse(values['woo-unit'])
  const simulator = await createMahakSimulator({
    databaseUrl: config.SIM_MAHAK_DATABASE_URL,
    port: config.SIM_MAHAK_PORT,
    host: config.SIM_MAHAK_HOST,
    catalogue: values.catalogue ? { kind: 'file', path: values.catalogue, wooUnit } : { kind: 'demo' },
    logger,
  })
  logger.info({ url: simulator.url }, 'the simulator of Mahak listens')
  return simulator
})
