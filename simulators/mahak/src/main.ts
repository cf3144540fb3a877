import { parseArgs } from 'node:util'
import { createLogger, readConfig, runService } from '@hybrid-store/http'
import { z } from 'zod'
import type { CatalogueSource } from './catalogue/open-source.ts'
import { createMahakSimulator } from './create-mahak-simulator.ts'

const environment = z.object({
  SIM_MAHAK_PORT: z.coerce.number().int().min(0).max(65_535).default(8091),
  SIM_MAHAK_HOST: z.string().default('127.0.0.1'),
  SIM_MAHAK_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'the URL of a PostgreSQL database' }),
})

const options = {
  /** What an empty storage is filled with instead of the demo shop. */
  catalogue: { type: 'string' },
  /** Fills an empty storage with this many made-up products instead. */
  products: { type: 'string' },
  'woo-unit': { type: 'string', default: 'toman' },
} as const

const wooUnitSchema = z.enum(['toman', 'rial'])
const productsSchema = z.coerce.number().int().min(1).max(1_000_000)

function sourceOf(values: { catalogue?: string; products?: string; 'woo-unit': string }): CatalogueSource {
  if (values.products) return { kind: 'generated', products: productsSchema.parse(values.products) }
  if (!values.catalogue) return { kind: 'demo' }
  return { kind: 'file', path: values.catalogue, wooUnit: wooUnitSchema.parse(values['woo-unit']) }
}

const logger = createLogger({ name: 'simulator-mahak' })
await runService(logger, async () => {
  const config = readConfig(environment)
  const { values } = parseArgs({ options })
  const simulator = await createMahakSimulator({
    databaseUrl: config.SIM_MAHAK_DATABASE_URL,
    port: config.SIM_MAHAK_PORT,
    host: config.SIM_MAHAK_HOST,
    catalogue: sourceOf(values),
    logger,
  })
  logger.info({ url: simulator.url }, 'the simulator of Mahak listens')
  return simulator
})
