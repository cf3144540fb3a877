import { z } from 'zod'

const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1')

/** The adapter's settings as they stand in the environment. */
export const adapterConfigSchema = z.object({
  MAHAK_ADAPTER_PORT: z.coerce.number().int().min(0).max(65_535).default(8084),
  HOST: z.string().default('127.0.0.1'),
  /** Proves that callers are services of the same store. */
  SERVICE_TOKEN_SECRET: z.string().min(32),
  /** E.g. https://mahakacc.mahaksoft.com/API/v3 */
  MAHAK_BASE_URL: z.url(),
  MAHAK_USERNAME: z.string().min(1),
  MAHAK_PASSWORD: z.string().min(1),
  /** MAHAK_PASSWORD is the MD5 of the password already. */
  MAHAK_PASSWORD_IS_HASHED: flag.default(false),
  /** Names of Mahak's endpoints; its support advises v1. */
  MAHAK_API_NAMES: z.enum(['v1', 'v2']).default('v1'),
  /** What LoginV2 wants to know besides (§2.1); unused with v1. */
  MAHAK_DATABASE_ID: z.coerce.number().int().nonnegative().default(0),
  MAHAK_PACKAGE_NO: z.string().default(''),
  MAHAK_APP_ID: z.string().default('HybridStore'),
  /** Where calls to Mahak are written for support, redacted; nowhere unless set. */
  MAHAK_CAPTURE_FOLDER: z.string().optional(),
  /** Beyond these the oldest captured calls are removed. */
  MAHAK_CAPTURE_MAX_FILES: z.coerce.number().int().positive().default(1_000),
  MAHAK_CAPTURE_MAX_MEGABYTES: z.coerce.number().positive().default(50),
  /** Calls to Mahak at the same time; half of them are kept for saves, so that no order waits behind a bulk read. */
  MAHAK_CONCURRENCY: z.coerce.number().int().min(2).max(32).default(6),
})

export type AdapterConfig = z.infer<typeof adapterConfigSchema>
