import type { SyncDriftView } from '@hybrid-store/contracts'

export type Repair = SyncDriftView['repair']

/** Documents are the shop's: what is wrong with them at Mahak is sent again. */
const OWN_DOCUMENTS: ReadonlySet<string> = new Set(['Orders', 'OrderDetails', 'Receipts', 'Cheques'])

/**
 * How a drift is mended. Of what the books own, their row holds: it is taken over again, and what they have no more goes here,
 * too. Of people and addresses taking over is the three-way merge, which sends what the shop owns.
 */
export function repairOf({ entity, class: kind, field, localId }: DriftLike): Repair {
  if (OWN_DOCUMENTS.has(entity) && localId !== null && field !== 'invoiceNumber') return 'send'
  return kind === 'missing_there' ? 'delete' : 'apply'
}

type DriftLike = Pick<SyncDriftView, 'entity' | 'class' | 'field' | 'localId'>

/** A drift whose repair was asked for. */
export interface ChosenDrift extends DriftLike {
  id: number
  accountId: number
  recordId: string
  mahakId: number | null
}
