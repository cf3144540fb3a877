import { z } from 'zod'

/** The back office's settings as they stand in the environment. */
export const adminConfigSchema = z.object({
  ADMIN_PORT: z.coerce.number().int().min(0).max(65_535).default(8083),
  HOST: z.string().default('127.0.0.1'),
  CORE_URL: z.url(),
})
