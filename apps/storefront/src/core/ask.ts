import type { z } from 'zod'
import type { CoreAnswer, CoreCall } from './core-request.ts'

/** Calls the core for one visitor. */
export type Ask = <Answer extends z.ZodType>(call: CoreCall<Answer>) => CoreAnswer<z.infer<Answer>>

/** An address with its parts escaped: path`/api/v1/orders/${id}`. */
export const path = (fixed: TemplateStringsArray, ...parts: string[]): string =>
  String.raw({ raw: fixed }, ...parts.map(encodeURIComponent))
