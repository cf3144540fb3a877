import { z } from 'zod'

/** One fault to come: the next `times` requests whose path contains `path` meet it. */
const faultSchema = z.strictObject({
  path: z.string().default(''),
  times: z.int().min(1).default(1),
  kind: z.enum(['401', '429', '500', '502', '503', 'reset-before', 'reset-after', 'truncate', 'html']),
})

/** Behaviours that the reference leaves open, with the likeliest as default, and faults. */
export const switchesSchema = z.strictObject({
  fromSemantics: z.enum(['exclusive', 'inclusive', 'link-aware']),
  sorted: z.boolean(),
  equalVersions: z.boolean(),
  carrierFields: z.enum(['never', 'with-send-cost', 'always']),
  itemTypeMandatory: z.boolean(),
  storeIdMandatory: z.boolean(),
  acceptPlainPassword: z.boolean(),
  wrongPasswordStatus: z.union([z.literal(200), z.literal(401)]),
  autoConvertAfterSeconds: z.number().min(0).nullable(),
  latencyMs: z.number().min(0).max(600_000),
  failNext: z.array(faultSchema).max(100),
})

export type Fault = z.infer<typeof faultSchema>
export type Switches = z.infer<typeof switchesSchema>

export const DEFAULT_SWITCHES: Switches = {
  fromSemantics: 'link-aware',
  sorted: false,
  equalVersions: false,
  carrierFields: 'with-send-cost',
  itemTypeMandatory: false,
  storeIdMandatory: false,
  acceptPlainPassword: false,
  wrongPasswordStatus: 200,
  autoConvertAfterSeconds: null,
  latencyMs: 0,
  failNext: [],
}
