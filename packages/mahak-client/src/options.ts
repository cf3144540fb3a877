import type { Clock } from '@hybrid-store/kernel'
import type { Dispatcher } from 'undici'

/** Where Mahak's calls live below the base URL; support advises the names without V2 (§1.1). */
export interface MahakPaths {
  login: string
  readChanges: string
  save: string
}

export const V1_PATHS: MahakPaths = {
  login: '/Sync/Login',
  readChanges: '/Sync/GetAllData',
  save: '/Sync/SaveAllData',
}

export const V2_PATHS: MahakPaths = {
  login: '/Sync/LoginV2',
  readChanges: '/Sync/GetAllDataV2',
  save: '/Sync/SaveAllDataV2',
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
  timeouts?: Partial<MahakTimeouts>
  /** Largest answer to GetAllData in bytes, unpacked; 2 GiB unless told. Other answers are limited to 32 MiB. */
  maxResponseBytes?: number
  /** How long a token is used; Mahak's live seven days (§2.3), ours six hours unless told. */
  tokenTtlMs?: number
  dispatcher?: Dispatcher
  clock: Clock
}
