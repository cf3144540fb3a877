import { fieldOwnersSetting } from '@hybrid-store/contracts'
import { z } from 'zod'

/** The core's settings as they stand in the environment. */
export const coreConfigSchema = z.object({
  /** Where customers reach the store; payment callbacks and cookies depend on it. */
  PUBLIC_URL: z.url().default('http://127.0.0.1:8080'),
  /** Signs one-time codes and keys of the store; at least 32 characters. */
  STORE_SECRET: z.string().min(32),
  SERVICE_TOKEN_SECRET: z.string().min(32),
  ZARINPAL_BASE_URL: z.url().default('https://payment.zarinpal.com'),
  ZARINPAL_MERCHANT_ID: z.string().length(36),
  KAVENEGAR_BASE_URL: z.url().default('https://api.kavenegar.com'),
  KAVENEGAR_API_KEY: z.string().min(8),
  /** Name of the approved template for login codes. */
  KAVENEGAR_OTP_TEMPLATE: z.string().default('store-login'),
  /** Makes the first member of staff, `admin`, when there is none of that name; ignored afterwards. */
  ADMIN_PASSWORD: z.string().min(8).optional(),
  /** Who changes which field where both sides could; the sync worker has the same setting. */
  FIELD_OWNERS: fieldOwnersSetting,
  /** How long goods are held for an unpaid order. */
  RESERVATION_MINUTES: z.coerce.number().int().min(5).max(60).default(15),
})

export type CoreConfig = z.infer<typeof coreConfigSchema>
