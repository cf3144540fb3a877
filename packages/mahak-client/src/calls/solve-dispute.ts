import { type EntityName, entities } from '../entities/entities.ts'
import type { Outcome } from '../failure.ts'
import type { CallContext } from './api-call.ts'
import { ask, dataOf, JSON_CONTENT } from './ask.ts'

/** A row as the caller knows it. */
export interface KnownVersion {
  id: number
  rowVersion: number
}

/** An order and the number the desktop gave it, as the caller knows them. */
export interface KnownOrder {
  id: number
  code: number
}

/**
 * Tells Mahak all rows of an entity the caller knows, so that the next reading brings those it has wrong or not at all. Gives
 * `Data` of the answer as it came, for neither it nor the effect is documented (§6): a tool for repairs by hand.
 */
export function solveDispute(
  context: CallContext,
  entity: EntityName,
  items: readonly KnownVersion[],
): Promise<Outcome<unknown>> {
  const { singular } = entities[entity]
  return compare(context, context.paths.solveDispute, {
    entityName: singular.charAt(0).toLowerCase() + singular.slice(1),
    disputeItems: items.map(({ id, rowVersion }) => ({ id, rw: rowVersion })),
  })
}

/** The same for orders and their numbers in the desktop program. */
export function solveOrderDispute(context: CallContext, items: readonly KnownOrder[]): Promise<Outcome<unknown>> {
  const disputeItems = items.map(({ id, code }) => ({ id, code }))
  return compare(context, context.paths.solveOrderDispute, { disputeItems })
}

function compare(context: CallContext, path: string, lists: Record<string, unknown>): Promise<Outcome<unknown>> {
  return ask(
    context,
    ({ account: { databaseId } }) => ({
      method: 'POST',
      path,
      headers: JSON_CONTENT,
      body: JSON.stringify({ databaseId, ...lists }),
      // As long as the whole reading it stands in for.
      totalMs: context.transport.timeouts.readMs,
    }),
    dataOf,
  )
}
