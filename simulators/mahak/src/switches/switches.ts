import { z } from 'zod'

export const FAULT_KINDS = [
  '401',
  '429',
  '500',
  '502',
  '503',
  'reset-before',
  'reset-after',
  'truncate',
  'html',
  'slow-drip',
  'refuse-rows',
] as const

export type FaultKind = (typeof FAULT_KINDS)[number]

/** A fault befalls calls whose URL contains `path`, in any case; an empty path is every call. */
const faultSchema = z.strictObject({ path: z.string().max(200).default(''), kind: z.enum(FAULT_KINDS) })
const failNextSchema = faultSchema.extend({ times: z.int().min(1).max(1_000_000).default(1) })
const failRateSchema = faultSchema.extend({ probability: z.number().min(0).max(1) })

const milliseconds = z.number().min(0).max(600_000)

/** Log-normal with these two figures; equal figures make every call take just as long. */
const latencySchema = z
  .strictObject({ medianMs: milliseconds, p95Ms: milliseconds })
  .refine(({ medianMs, p95Ms }) => p95Ms >= medianMs && (medianMs > 0 || p95Ms === 0), {
    error: 'p95Ms is at least medianMs, and both are 0 or neither',
  })

/** What the reference leaves open (§11, §12). */
export const behaviourSchema = z.strictObject({
  fromSemantics: z.enum(['link-aware', 'exclusive', 'inclusive']),
  sorted: z.boolean(),
  equalVersions: z.boolean(),
  carrierFields: z.enum(['with-send-cost', 'never', 'always']),
  itemTypeMandatory: z.boolean(),
  storeIdMandatory: z.boolean(),
  personGroupMandatory: z.boolean(),
  acceptPlainPassword: z.boolean(),
  wrongPasswordStatus: z.literal([200, 401]),
  loginV2Strict: z.boolean(),
  malformedStatus: z.literal([400, 200]),
  tokenBoundToIp: z.boolean(),
  deleteRegistered: z.enum(['refuse', 'accept']),
  headerDiscountCounted: z.boolean(),
  omittedLines: z.enum(['stay', 'deleted']),
  clientIdScope: z.enum(['visitor', 'database']),
  unchangedKeepsVersion: z.boolean(),
  negativeStockForbidden: z.boolean(),
  autoConvertAfterSeconds: z.number().min(0).nullable(),
})

/** The account the visitors log in to. */
export const accountSchema = z.strictObject({
  creditDay: z.int().min(-100_000).max(100_000),
  expiredAnswers: z.enum(['login-only', 'refuse-calls']),
  databaseId: z.int().min(1).max(2_147_483_647),
  clockSkewMs: z.int().min(-86_400_000).max(86_400_000),
  tokenLifetimeSeconds: z.int().min(1).max(31_536_000),
})

/** What goes wrong; ends with the process. */
export const faultsSchema = z.strictObject({
  latency: latencySchema,
  lateCommitMs: milliseconds,
  failNext: z.array(failNextSchema).max(100),
  failRate: z.array(failRateSchema).max(100),
})

/** What outlives a restart. */
export const lastingSchema = behaviourSchema.extend(accountSchema.shape)
export const switchesSchema = lastingSchema.extend(faultsSchema.shape)

export type Switches = z.infer<typeof switchesSchema>
/** Without the faults. */
export type LastingSwitches = z.infer<typeof lastingSchema>
export type Latency = z.infer<typeof latencySchema>

/** The likeliest answer to each open question, a paid-up account and no fault. */
export const DEFAULT_SWITCHES: Switches = {
  fromSemantics: 'link-aware',
  sorted: false,
  equalVersions: false,
  carrierFields: 'with-send-cost',
  itemTypeMandatory: false,
  storeIdMandatory: false,
  personGroupMandatory: true,
  acceptPlainPassword: false,
  wrongPasswordStatus: 200,
  loginV2Strict: true,
  malformedStatus: 400,
  tokenBoundToIp: false,
  deleteRegistered: 'refuse',
  headerDiscountCounted: true,
  omittedLines: 'stay',
  clientIdScope: 'visitor',
  unchangedKeepsVersion: true,
  negativeStockForbidden: false,
  autoConvertAfterSeconds: null,
  creditDay: 80,
  expiredAnswers: 'login-only',
  databaseId: 51_234,
  clockSkewMs: 0,
  tokenLifetimeSeconds: 604_800,
  latency: { medianMs: 0, p95Ms: 0 },
  lateCommitMs: 0,
  failNext: [],
  failRate: [],
}
