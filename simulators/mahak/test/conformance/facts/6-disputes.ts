import type { Fact } from '../support/facts.ts'

/** §6: both disputes. Their effect is the reference's proposal; no answer was ever captured. */
export const DISPUTES = {
  '6-request': {
    certainty: '[SW] [OFF]',
    says: 'SolveDispute takes databaseId, entityName and disputeItems of id and rw',
  },
  '6-answer': { certainty: '[INF]', says: 'SolveDispute answers {Result: true}, perhaps with Data' },
  '6-entity-names': {
    certainty: '[OFF]',
    says: 'The fifteen names the plugin sends are understood, in any case',
  },
  '6-complete-list': { certainty: '[INF]', says: 'A complete list with equal versions touches nothing' },
  '6-missing': { certainty: '[INF]', says: 'A row missing in the list is touched: it gets a new RowVersion' },
  '6-other-version': { certainty: '[INF]', says: 'A row listed with another version is touched' },
  '6-unknown-id': { certainty: '[INF]', says: 'An id the server does not know is ignored' },
  '6-own-rows-only': { certainty: '[INF]', says: 'Rows the visitor does not see are not touched' },
  '6-then-sync': { certainty: '[OFF]', says: 'A normal read from the old checkpoint then brings the touched rows' },
  '6-order-code-differs': { certainty: '[INF]', says: 'SolveOrderDispute touches an order whose code differs' },
  '6-order-code-equal': { certainty: '[INF]', says: 'SolveOrderDispute leaves an order whose code is equal' },
} as const satisfies Record<string, Fact>
