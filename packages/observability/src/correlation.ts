import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'

const current = new AsyncLocalStorage<string>()

/** Safe in logs, headers and SQL alike. */
const WELL_FORMED = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/** The id as it was given if it is well formed (letters, digits, `.`, `_`, `-`; 64 at most), else a new one. */
export const requestIdOf = (given: unknown): string =>
  typeof given === 'string' && WELL_FORMED.test(given) ? given : randomUUID()

/** Runs `work`, and everything it starts, on behalf of the request with this well-formed id. */
export const withCorrelationId = <T>(id: string, work: () => T): T => current.run(id, work)

/** The request on whose behalf this code runs; undefined for what the store does by itself. */
export const correlationId = (): string | undefined => current.getStore()

/** `work`, to be called later from elsewhere, on behalf of the request that it is bound in. */
export const bindCorrelationId = <T>(work: () => T): (() => T) => AsyncResource.bind(work)
