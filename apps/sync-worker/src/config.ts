import { fieldOwnersSetting } from '@hybrid-store/contracts'
import { z } from 'zod'
import type { EntityGroup } from './pull/entity-groups.ts'

const duration = z.coerce
  .number()
  .nonnegative()
  .transform((value) => Math.round(value * 1000))
const seconds = (fallback: number) => duration.prefault(fallback)

const codeList = z
  .string()
  .regex(/^\s*\d+(\s*,\s*\d+)*\s*$/, 'codes separated by commas')
  .transform((text) => text.split(',').map(Number))

/** The worker's settings as they stand in the environment. Durations are given in seconds and kept in milliseconds. */
export const syncConfigSchema = z
  .object({
    /** How often Mahak is asked what is new, for all groups of entities that have no time of their own below. */
    PULL_EVERY_SECONDS: seconds(60),
    PULL_CATALOG_EVERY_SECONDS: duration.optional(),
    PULL_INVENTORY_EVERY_SECONDS: duration.optional(),
    PULL_PICTURES_EVERY_SECONDS: duration.optional(),
    PULL_ORDERS_EVERY_SECONDS: duration.optional(),
    PULL_PEOPLE_EVERY_SECONDS: duration.optional(),
    SWEEP_EVERY_SECONDS: seconds(5),
    /** How long Mahak may take to show a row that has a version already (Mahak API reference §3.3). */
    PULL_SETTLE_SECONDS: seconds(120),
    /** How long after an unanswered save a reading that lacks it proves that it was not stored. */
    SEND_SETTLE_SECONDS: seconds(120),
    /** Longest time a save call may take, as configured at the adapter. */
    SAVE_DEADLINE_SECONDS: seconds(120),
    /** Most orders or customers of one save call. Fewer make each call shorter, and there are more of them. */
    SAVE_BATCH: z.coerce.number().int().min(1).max(1_000).default(256),
    /** How long an order may be in the books without an invoice before somebody is told. */
    INVOICE_WITHIN_HOURS: z.coerce.number().positive().default(24),
    /** When everything is read again and compared, by the clock of Tehran. */
    RECONCILE_CRON: z.string().default('30 3 * * *'),
    /** Sells at this level for everybody; without it each product's own level counts. */
    PRICE_LEVEL: z.coerce.number().int().min(1).max(10).optional(),
    BOOKS_CURRENCY: z.enum(['rial', 'toman']).default('rial'),
    /** Codes of the stores whose goods are sold; all without it. */
    SELLING_STORES: codeList.optional(),
    /** Kind of document an order becomes: 201 sale invoice, 203 order. */
    ORDER_TYPE: z.coerce.number().int().default(201),
    /** Bank that receives the gateway's money; the visitor's own bank without it. */
    BANK_CODE_ZARINPAL: z.coerce.number().int().positive().optional(),
    /** Group of new customers; the first group without it. */
    PERSON_GROUP_CODE: z.coerce.number().int().positive().optional(),
    /** Who changes which field where both sides could; the core has the same setting. */
    FIELD_OWNERS: fieldOwnersSetting,
    /** New rows are numbered above this. Raise it when a database is restored from a backup, so that no number returns. */
    CLIENT_ID_BASE: z.coerce.number().int().positive().max(9_000_000_000_000_000).default(5_000_000_000_000),
  })
  .transform((env) => ({
    pullEveryMs: {
      catalog: env.PULL_CATALOG_EVERY_SECONDS ?? env.PULL_EVERY_SECONDS,
      inventory: env.PULL_INVENTORY_EVERY_SECONDS ?? env.PULL_EVERY_SECONDS,
      pictures: env.PULL_PICTURES_EVERY_SECONDS ?? env.PULL_EVERY_SECONDS,
      orders: env.PULL_ORDERS_EVERY_SECONDS ?? env.PULL_EVERY_SECONDS,
      people: env.PULL_PEOPLE_EVERY_SECONDS ?? env.PULL_EVERY_SECONDS,
    } satisfies Record<EntityGroup, number>,
    sweepEveryMs: env.SWEEP_EVERY_SECONDS,
    pullSettleMs: env.PULL_SETTLE_SECONDS,
    sendSettleMs: env.SEND_SETTLE_SECONDS,
    saveDeadlineMs: env.SAVE_DEADLINE_SECONDS,
    saveBatch: env.SAVE_BATCH,
    invoiceWithinHours: env.INVOICE_WITHIN_HOURS,
    reconcileCron: env.RECONCILE_CRON,
    priceLevel: env.PRICE_LEVEL ?? null,
    booksCurrency: env.BOOKS_CURRENCY,
    sellingStores: env.SELLING_STORES ?? null,
    orderType: env.ORDER_TYPE,
    bankCodes: new Map(env.BANK_CODE_ZARINPAL ? [['zarinpal', env.BANK_CODE_ZARINPAL]] : []),
    personGroupCode: env.PERSON_GROUP_CODE ?? null,
    fieldOwners: env.FIELD_OWNERS,
    clientIdBase: env.CLIENT_ID_BASE,
  }))

export type SyncConfig = Readonly<z.infer<typeof syncConfigSchema>>
