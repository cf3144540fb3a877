import type { Clock } from '@hybrid-store/kernel'
import type { Dispatcher } from 'undici'

/** Where Mahak's calls live below the base URL; support advises the names without V2 (§1.1). */
export interface MahakPaths {
  login: string
  readChanges: string
  save: string
  solveDispute: string
  solveOrderDispute: string
  upload: string
  lookUpProduct: string
  lookUpPerson: string
  /** Followed by `/{entityType}/{entityId}`. */
  lookUpRow: string
}

export const V1_PATHS: MahakPaths = {
  login: '/Sync/Login',
  readChanges: '/Sync/GetAllData',
  save: '/Sync/SaveAllData',
  solveDispute: '/Sync/SolveDispute',
  solveOrderDispute: '/Sync/SolveOrderDispute',
  upload: '/Sync/Upload',
  lookUpProduct: '/Lookup/GetProductInfo',
  lookUpPerson: '/Lookup/GetPersonInfo',
  lookUpRow: '/Lookup/Get',
}

/** Only three calls have a second name. */
export const V2_PATHS: MahakPaths = {
  ...V1_PATHS,
  login: '/Sync/LoginV2',
  readChanges: '/Sync/GetAllDataV2',
  save: '/Sync/SaveAllDataV2',
}

/** What a login may tell about its sender (§2.1). Login does without; LoginV2 is said to insist on all of it (§2.4). */
export interface LoginMetadata {
  databaseId: number
  packageNo: string
  language: string
  appId: string
  description: string
  clientVersion: string
}

export interface MahakTimeouts {
  connectMs: number
  /** One whole call, connection and answer included. */
  totalMs: number
  /** The same for reading changes, whose answer can be the whole catalogue. */
  readMs: number
  /** Longest silence in the middle of an answer. */
  idleMs: number
}

export const DEFAULT_TIMEOUTS: MahakTimeouts = { connectMs: 10_000, totalMs: 120_000, readMs: 300_000, idleMs: 30_000 }

export interface MahakClientOptions {
  /** E.g. `https://mahakacc.mahaksoft.com/API/v3`. Plain http is accepted for the loopback host only. */
  baseUrl: string
  username: string
  password: string
  /** The password is already the MD5 that Mahak wants. */
  passwordIsHashed?: boolean
  paths?: MahakPaths
  /** Sent with the login beside user and password; only the language, `fa`, unless told. */
  loginMetadata?: Partial<LoginMetadata>
  timeouts?: Partial<MahakTimeouts>
  /** Largest answer to GetAllData in bytes, unpacked; 2 GiB unless told. Other answers are limited to 32 MiB. */
  maxResponseBytes?: number
  /** How long a token is used; Mahak's live seven days (§2.3), ours six hours unless told. */
  tokenTtlMs?: number
  dispatcher?: Dispatcher
  /** Names the request a call is made for, to be sent with it as X-Request-Id. */
  requestId?: () => string | undefined
  /** Sees every exchange as it is on the wire, secrets included. */
  interceptor?: Dispatcher.DispatcherComposeInterceptor
  clock: Clock
}
