import { ok } from '@hybrid-store/kernel'
import { meaningOf, refusalOf } from '../answer/refusal.ts'
import type { Outcome } from '../failure.ts'
import type { MahakPaths } from '../options.ts'
import type { Attempt } from '../session/with-session.ts'
import type { CallContext } from './api-call.ts'
import { ask, refusalOfCall } from './ask.ts'
import { resultOf } from './result-of.ts'

/** One thing to look up; what Mahak takes for an `entityType` is not documented. */
export type Lookup = { productId: number } | { personId: number } | { entityType: string; entityId: number }

/**
 * What Mahak tells of one product, person or row, as parsed JSON without credentials: its shape is documented nowhere (§1.1).
 */
export function lookUp(context: CallContext, lookup: Lookup): Promise<Outcome<unknown>> {
  const path = pathOf(lookup, context.paths)
  const { totalMs } = context.transport.timeouts
  return ask(context, () => ({ method: 'GET', path, totalMs }), unlessRefused)
}

function pathOf(lookup: Lookup, paths: MahakPaths): string {
  if ('productId' in lookup) return `${paths.lookUpProduct}?productId=${lookup.productId}`
  if ('personId' in lookup) return `${paths.lookUpPerson}?personId=${lookup.personId}`
  return `${paths.lookUpRow}/${encodeURIComponent(lookup.entityType.toWellFormed())}/${lookup.entityId}`
}

/** Without a `Result` it may be the plain row, unless it speaks of the token. */
function unlessRefused(answer: unknown): Attempt<unknown> {
  const refused = resultOf(answer) === false || meaningOf(refusalOf(answer)) === 'unauthorized'
  return refused ? refusalOfCall(answer) : ok(answer)
}
