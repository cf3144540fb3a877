import { z } from 'zod'

/** The storefront's settings as they stand in the environment. */
export const storefrontConfigSchema = z.object({
  STOREFRONT_PORT: z.coerce.number().int().min(0).max(65_535).default(8082),
  HOST: z.string().default('127.0.0.1'),
  CORE_URL: z.url(),
  /** Where customers reach the store; used in canonical addresses. */
  PUBLIC_URL: z.url().default('http://127.0.0.1:8080'),
  SHOP_NAME: z.string().min(1).max(60).default('فروشگاه هیبرید'),
})
