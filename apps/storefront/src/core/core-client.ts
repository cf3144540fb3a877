import { Pool } from 'undici'
import { accountApi } from './account-api.ts'
import type { Ask } from './ask.ts'
import { cartApi } from './cart-api.ts'
import { catalogApi } from './catalog-api.ts'
import { type Caller, callCore } from './core-request.ts'
import { orderApi } from './order-api.ts'

export type CoreApi = ReturnType<typeof apiFor>

export interface CoreClient {
  forCaller(caller: Caller): CoreApi
  close(): Promise<void>
}

/** The core's HTTP API over kept-alive connections; every answer is checked against the contract. */
export function createCoreClient(coreUrl: string): CoreClient {
  const pool = new Pool(coreUrl, { connections: 32, connect: { timeout: 3_000 } })
  return {
    forCaller: (caller) => apiFor((call) => callCore(pool, caller, call)),
    close: () => pool.close(),
  }
}

const apiFor = (ask: Ask) => ({ ...catalogApi(ask), ...cartApi(ask), ...accountApi(ask), ...orderApi(ask) })
