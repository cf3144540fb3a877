import { z } from 'zod'

/** Audience of the service tokens that the adapter accepts. */
export const MAHAK_ADAPTER_AUDIENCE = 'mahak-adapter'

/** Names, separated by commas, the requests to the store whose changes a save carries. */
export const CORRELATION_IDS_HEADER = 'x-correlation-ids'

/**
 * Every way in which Mahak, or the way to it, can fail. `unauthorized`: Mahak refuses the adapter's user or password.
 * `invalid`: it refuses this request, repeating is pointless. `malformed`: the answer is cut off or is no answer of Mahak's.
 * `account_changed`: the same login now leads to another database or visitor, so that all known ids are void.
 */
export const MAHAK_FAILURE_CODES = [
  'unauthorized',
  'invalid',
  'conflict',
  'rate_limited',
  'unavailable',
  'timeout',
  'malformed',
  'subscription_expired',
  'account_changed',
] as const

export type MahakFailureCode = (typeof MAHAK_FAILURE_CODES)[number]

/** HTTP status of each failure. 401 is left to the caller's own service token, so a refused Mahak login is a 502. */
export const STATUS_OF_MAHAK_FAILURE: Readonly<Record<MahakFailureCode, number>> = {
  unauthorized: 502,
  invalid: 422,
  conflict: 409,
  rate_limited: 429,
  unavailable: 503,
  timeout: 504,
  malformed: 502,
  subscription_expired: 402,
  account_changed: 409,
}

/**
 * A failed call. `sent` tells whether a byte of the request may have reached Mahak: a failed save with `sent` is uncertain
 * (unless the code says that Mahak refused it) and has to be settled by reading back.
 */
export const mahakFailureSchema = z.object({
  code: z.enum(MAHAK_FAILURE_CODES),
  message: z.string(),
  retryAfterMs: z.number().int().nonnegative().optional(),
  sent: z.boolean(),
})

/** Body of a failed answer (problem+json): the failure's members beside those of RFC 9457. */
export const mahakProblemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(MAHAK_FAILURE_CODES),
  detail: z.string().optional(),
  sent: z.boolean(),
  retryAfterMs: z.number().int().nonnegative().optional(),
})

/** `POST /v1/changes`: for each wanted entity the version after which to read; 0 reads everything. */
export const changesRequestSchema = z.object({
  versions: z
    .record(z.string(), z.number().int().nonnegative())
    .refine((versions) => Object.keys(versions).length > 0, 'at least one entity'),
})

const wireRowSchema = z.record(z.string(), z.unknown())

/** One line of the answer to `POST /v1/changes`. The last line is `end` or `failure`; a stream without either is cut off. */
export const changeLineSchema = z.union([
  /** Rows that came one after the other. `_original` of a row holds the untidied text of each field whose text was tidied. */
  z.object({ entity: z.string(), rows: z.array(wireRowSchema) }),
  z.object({
    entity: z.string(),
    bad: z.object({ reason: z.string(), id: z.number().int().optional() }),
  }),
  z.object({
    end: z.object({
      /** Rows per entity, bad ones included; an entity Mahak did not mention counts 0. */
      counts: z.record(z.string(), z.number().int()),
      /** Largest RowVersion per entity, of readable rows only; entities without rows are absent. */
      maxVersions: z.record(z.string(), z.number().int()),
    }),
  }),
  z.object({ failure: mahakFailureSchema }),
])

/**
 * `POST /v1/rows`: lists of rows by list name (`people`, `orderDetails`). Keys are canonical PascalCase, values scalar;
 * dates are Tehran wall-clock text, or carry a zone and are converted.
 */
export const saveRowsRequestSchema = z.record(
  z.string(),
  z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
)

/** The fate of one row. `index` is its zero-based place in the list it was sent in. */
export const savedRowSchema = z.object({
  ok: z.boolean(),
  index: z.number().int().nonnegative(),
  clientId: z.number().int().optional(),
  /** Mahak's id of the row. */
  id: z.number().int().optional(),
  rowVersion: z.number().int().optional(),
  /** Why Mahak refused the row; `property` may name several fields, joined by commas. */
  errors: z.array(z.object({ property: z.string(), error: z.string() })).optional(),
})

/** Answer to `POST /v1/rows`: for each list sent, one result per row in the order they were sent. */
export const saveRowsAnswerSchema = z.object({ results: z.record(z.string(), z.array(savedRowSchema)) })

/** Answer to `GET /v1/account`. What Mahak did not tell is null. */
export const accountAnswerSchema = z.object({
  visitorId: z.number().int(),
  databaseId: z.number().int(),
  title: z.string(),
  /** Days left of the subscription; negative when it has expired. */
  creditDay: z.number().int().nullable(),
  serverTime: z.iso.datetime().nullable(),
  /** Mahak's clock minus ours, in milliseconds, at the last login. */
  skewMs: z.number().int().nullable(),
})

/** Query of `GET /v1/pictures`: the picture's address as Mahak gives it, relative to Mahak's host. */
export const pictureQuerySchema = z.object({ url: z.string().min(1).max(2048) })

/** Largest picture the adapter hands on, in bytes, either way. */
export const MAX_PICTURE_BYTES = 20 * 1024 * 1024

/** Query of `POST /v1/pictures`, whose body is the file itself under its own content type (`image/…`). */
export const uploadPictureQuerySchema = z.object({
  /** Mahak's id of the picture's row, which is saved before. */
  pictureId: z.coerce.number().int().positive().max(2_147_483_647),
  fileName: z.string().min(1).max(200),
})

/** Answer to `POST /v1/pictures`: where the file is now. What Mahak did not tell is null. */
export const uploadedPictureSchema = z.object({
  /** Relative to Mahak's host, as in the picture's row. */
  url: z.string().nullable(),
  hash: z.string().nullable(),
  rowVersion: z.number().int().nullable(),
})

/** `POST /v1/disputes`: every row of an entity the caller knows, so that the next reading brings what it has wrong. */
export const disputeRequestSchema = z.object({
  /** Name of the entity's list: `ProductDetails`. */
  entity: z.string(),
  items: z.array(z.object({ id: z.number().int(), rowVersion: z.number().int().nonnegative() })),
})

/** `POST /v1/order-disputes`: every order the caller knows with its number in the desktop program. */
export const orderDisputeRequestSchema = z.object({
  items: z.array(z.object({ id: z.number().int(), code: z.number().int() })),
})

/** Answer to either dispute: what Mahak says of it, in whatever shape, null if nothing. Its effect shows in the next reading. */
export const disputeAnswerSchema = z.object({ data: z.unknown() })

const lookupId = z.coerce.number().int().nonnegative().max(2_147_483_647)

/** Parameters of `GET /v1/lookup/products/{productId}`, `…/people/{personId}`, `…/rows/{entityType}/{entityId}`. */
export const productLookupSchema = z.object({ productId: lookupId })
export const personLookupSchema = z.object({ personId: lookupId })
/** What Mahak takes for an `entityType` is not documented. */
export const rowLookupSchema = z.object({ entityType: z.string().min(1).max(100), entityId: lookupId })

/** Answer to a look-up: Mahak's own answer as JSON of undocumented shape, without credentials. */
export const lookupAnswerSchema = z.object({ answer: z.unknown() })

export type MahakFailure = z.infer<typeof mahakFailureSchema>
export type ChangesRequest = z.infer<typeof changesRequestSchema>
export type WireChangeLine = z.infer<typeof changeLineSchema>
export type SavedRow = z.infer<typeof savedRowSchema>
export type SaveRowsAnswer = z.infer<typeof saveRowsAnswerSchema>
export type UploadedPicture = z.infer<typeof uploadedPictureSchema>
export type AccountAnswer = z.infer<typeof accountAnswerSchema>
