import { ok } from '@hybrid-store/kernel'
import type { CallContext } from './calls/api-call.ts'
import type { ChangesSummary, OnChange, ReadOptions, ReadVersions } from './calls/changes.ts'
import { downloadPicture, type Picture } from './calls/download-picture.ts'
import { type Lookup, lookUp } from './calls/look-up.ts'
import { readChanges } from './calls/read-changes.ts'
import { type SaveResults, save } from './calls/save.ts'
import { type KnownOrder, type KnownVersion, solveDispute, solveOrderDispute } from './calls/solve-dispute.ts'
import { type PictureUpload, type UploadedPicture, uploadPicture } from './calls/upload-picture.ts'
import type { EntityName, SaveLists } from './entities/entities.ts'
import type { Outcome } from './failure.ts'
import { secureBaseUrl } from './http/base-url.ts'
import { createTransport } from './http/transport.ts'
import { type MahakClientOptions, V1_PATHS } from './options.ts'
import type { MahakAccount } from './session/account.ts'
import { hashPassword, logInWith } from './session/log-in.ts'
import { redact } from './session/redact.ts'
import { createSessions } from './session/sessions.ts'

export interface MahakClient {
  /** The account, from a login no older than `maxAgeMs` (the one in use, unless told). */
  login(options?: { maxAgeMs?: number }): Promise<Outcome<MahakAccount>>
  /** Reads changed rows as a stream; see `readChanges` for when they may be trusted. */
  readChanges(versions: ReadVersions, onChange: OnChange, options?: ReadOptions): Promise<Outcome<ChangesSummary>>
  /** Saves rows; each row tells its own fate. */
  save(lists: SaveLists): Promise<Outcome<SaveResults>>
  /** A picture by the address in its row; 20 MB at most, unless told. */
  downloadPicture(url: string, options?: { maxBytes?: number }): Promise<Outcome<Picture>>
  /** Sends the file of a picture whose row is saved already; the gallery row comes after it. */
  uploadPicture(picture: PictureUpload): Promise<Outcome<UploadedPicture>>
  /** Tells Mahak all known rows of an entity, a repair by hand; gives `Data` of its answer as it came. */
  solveDispute(entity: EntityName, items: readonly KnownVersion[]): Promise<Outcome<unknown>>
  /** Tells Mahak all known order numbers; otherwise like `solveDispute`. */
  solveOrderDispute(items: readonly KnownOrder[]): Promise<Outcome<unknown>>
  /** What Mahak tells of one product, person or row, in whatever shape. */
  lookUp(lookup: Lookup): Promise<Outcome<unknown>>
  close(): Promise<void>
}

const DEFAULT_TOKEN_TTL_MS = 6 * 60 * 60 * 1000
const DEFAULT_MAX_RESPONSE = 2 * 1024 * 1024 * 1024

/**
 * A client of Mahak's API v3 for one user. What Mahak or the network does comes back as a value; no failure contains the
 * password, its hash or a token. Throws if the base URL is neither https nor loopback.
 */
export function createMahakClient(options: MahakClientOptions): MahakClient {
  const { clock, password } = options
  const baseUrl = secureBaseUrl(options.baseUrl)
  const paths = options.paths ?? V1_PATHS
  const transport = createTransport(options)
  const passwordHash = options.passwordIsHashed ? password.toLowerCase() : hashPassword(password)
  const credentials = { username: options.username, passwordHash, metadata: options.loginMetadata }
  const logIn = logInWith(transport, `${baseUrl}${paths.login}`, credentials, clock)
  const secrets: string[] = [password, passwordHash]
  const sessions = createSessions(
    async () => {
      const outcome = await logIn()
      if (outcome.ok) secrets.splice(2, Number.POSITIVE_INFINITY, outcome.value.token)
      return outcome
    },
    { tokenTtlMs: options.tokenTtlMs ?? DEFAULT_TOKEN_TTL_MS, clock },
  )
  const context: CallContext = {
    transport,
    sessions,
    clock,
    baseUrl,
    paths,
    maxResponseBytes: options.maxResponseBytes ?? DEFAULT_MAX_RESPONSE,
  }

  const safe = async <Value>(outcome: Promise<Outcome<Value>>): Promise<Outcome<Value>> => {
    const settled = await outcome
    return settled.ok
      ? settled
      : { ok: false, error: { ...settled.error, message: redact(settled.error.message, secrets) } }
  }

  return {
    login: async ({ maxAgeMs } = {}) => {
      const session = await safe(sessions.current(maxAgeMs))
      return session.ok ? ok(session.value.account) : session
    },
    readChanges: (versions, onChange, options) => safe(readChanges(context, versions, onChange, options)),
    save: (lists) => safe(save(context, lists)),
    downloadPicture: (url, { maxBytes } = {}) => safe(downloadPicture(context, url, maxBytes)),
    uploadPicture: (picture) => safe(uploadPicture(context, picture)),
    solveDispute: (entity, items) => safe(solveDispute(context, entity, items)),
    solveOrderDispute: (items) => safe(solveOrderDispute(context, items)),
    lookUp: (lookup) => safe(lookUp(context, lookup)),
    close: () => transport.close(),
  }
}
