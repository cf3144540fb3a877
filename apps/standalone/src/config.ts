import path from 'node:path'
import { metricsConfigSchema } from '@hybrid-store/observability'
import { z } from 'zod'

const port = (standard: number) => z.coerce.number().int().min(0).max(65_535).default(standard)

/** What can be set from outside; everything has a default, so that `npm start` needs nothing. */
export const standaloneConfigSchema = z.object({
  PORT: port(8080),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z.url().optional(),
  STORE_DATA_DIR: z
    .string()
    .default('.data')
    .transform((folder) => path.resolve(folder)),
  /** A PostgreSQL 15 server; without it one is started from the installed binaries. */
  DATABASE_URL: z.string().optional(),
  /** A RabbitMQ broker; without it messages wait in PostgreSQL. */
  AMQP_URL: z.string().optional(),
  /** Prefix of the queue names, for several stores on one broker. */
  QUEUE_NAMESPACE: z
    .string()
    .regex(/^[a-z0-9-]*$/)
    .default(''),
  /** The real Mahak; without it the simulator is started. */
  MAHAK_BASE_URL: z.url().optional(),
  MAHAK_USERNAME: z.string().default('shop1'),
  MAHAK_PASSWORD: z.string().default('shop1'),
  SIM_MAHAK_PORT: port(8091),
  SIM_PAYMENT_PORT: port(8092),
  SIM_SMS_PORT: port(8093),
  /** Goods the simulated Mahak starts with: a JSON catalogue or a WooCommerce product export (CSV). */
  SIM_MAHAK_CATALOGUE: z.string().optional(),
  SIM_MAHAK_DATABASE_URL: z.string().optional(),
  ZARINPAL_BASE_URL: z.url().default('https://payment.zarinpal.com'),
  ZARINPAL_MERCHANT_ID: z.string().optional(),
  KAVENEGAR_BASE_URL: z.url().default('https://api.kavenegar.com'),
  KAVENEGAR_API_KEY: z.string().optional(),
  /** `elsewhere` leaves the sync worker and scheduler to processes of their own (apps/sync-worker). */
  SYNC_WORKER: z.enum(['here', 'elsewhere']).default('here'),
  ...metricsConfigSchema.shape,
  /** Any free port unless one is set; the address is printed. */
  METRICS_PORT: port(0),
})

/** The simulated Mahak is near and quick to ask; the real one is asked once a minute. */
export const syncDefaults = (config: StandaloneConfig): Record<string, string> =>
  config.MAHAK_BASE_URL
    ? {}
    : { PULL_EVERY_SECONDS: '3', SWEEP_EVERY_SECONDS: '1', PULL_SETTLE_SECONDS: '10', SEND_SETTLE_SECONDS: '5' }

export type StandaloneConfig = z.infer<typeof standaloneConfigSchema>
