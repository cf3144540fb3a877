import type { Snare } from './stages.ts'

export interface WorkerStart {
  role: 'worker'
  databaseUrl: string
  adapterUrl: string
  objectsDir: string
  /** The bus is PostgreSQL without an address. */
  broker: { amqpUrl?: string; namespace?: string }
  /** The worker's settings, as in its environment. */
  settings: Record<string, string>
}

export interface AdapterStart {
  role: 'adapter'
  port: number
  mahakUrl: string
}

/** What the harness tells a child. */
export type Order =
  | { start: WorkerStart | AdapterStart }
  | { snare: Snare }
  /** The next so many publications get lost. */
  | { losePublications: number }
  | { calm: true }

/** What a child tells the harness: it is loaded, then it works. */
export type Report = { loaded: true } | { working: true; port: number }
