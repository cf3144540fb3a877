import { Pool } from 'undici'
import type { z } from 'zod'
import { accountApi } from './account-api.ts'
import { cartApi } from './cart-api.ts'
import { catalogApi } from './catalog-api.ts'
import { type Caller, type CoreAnswer, type CoreCall, callCore } from './core-request.ts'
import { orderApi } from './order-api.ts'

/** Calls the core for one visitor. */
export type Ask = <Answer extends z.ZodType>(call: CoreCall<Answer>) => CoreAnswer<z.infer<Answer>>

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

/** An address with its parts escaped: path`/api/v1/orders/${id}`. */
export const path = (fixed: TemplateStringsArray, ...parts: string[]): string =>
  String.raw({ raw: fixed }, ...parts.map(encodeURIComponent))
