import type { Clock } from '@hybrid-store/kernel'
import type { MahakAccount, MahakClient, Outcome } from '@hybrid-store/mahak-client'
import type { MahakSettings } from '../client-options.ts'
import type { Finding } from './finding.ts'
import type { Books } from './reading/books.ts'

/** What the store makes of Mahak's rows, as configured. */
export interface ShopSettings {
  /** The level at which all goods are sold, 1 to 10; null means each product's own. */
  priceLevel: number | null
  booksCurrency: 'rial' | 'toman'
  /** Codes; null means all stores. */
  sellingStores: readonly number[] | null
  bankCode: number | null
  personGroupCode: number | null
}

/** The account a store has exchanged with before, `none` if there was none, `unknown` if its database does not answer. */
export type KnownAccount = { visitorId: number; databaseId: number } | 'none' | 'unknown'

export interface ExaminationInput {
  /** The environment the store is started with; its `MAHAK_` settings are examined as they stand there. */
  environment: Readonly<Record<string, string | undefined>>
  /** The settings are those of the running store's simulator and were set by nobody. */
  simulated?: boolean
  shop: ShopSettings
  /** Problems of settings that the caller has read itself. */
  problems?: readonly { setting: string; reason: string }[]
  knownAccount: KnownAccount
  clock: Clock
  /** Longest wait for Mahak's first answer; 20 s unless told. */
  patienceMs?: number
}

/** What the checks share. What they read of Mahak is read once, when it is first asked for. */
export interface Examination {
  readonly input: ExaminationInput
  readonly settings: MahakSettings
  readonly patienceMs: number
  readonly mahak: MahakClient
  account(): Promise<Outcome<MahakAccount>>
  books(): Promise<Outcome<Books>>
}

export interface Check {
  name: string
  /** After an error of this check the ones below it have nothing to look at. */
  decisive?: true
  run(examination: Examination): Promise<readonly Finding[]>
}
