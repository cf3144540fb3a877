import type { Tx } from '@hybrid-store/database'
import { updateDocumentStates, updateReturnInvoices } from './after-sale.repository.ts'

/** The books have stored these returns, refunds and collections. */
export const recordDocumentsAccepted = (tx: Tx, ids: readonly string[]): Promise<void> =>
  updateDocumentStates(tx, ids, 'accepted')

/** These returns, refunds and collections do not go on by themselves. */
export const recordDocumentsAttention = (tx: Tx, ids: readonly string[]): Promise<void> =>
  updateDocumentStates(tx, ids, 'attention')

/** The accountant has taken these returns into the books under these numbers. */
export const recordReturnsConfirmed = (
  tx: Tx,
  rows: readonly { returnId: string; invoiceNumber: number }[],
): Promise<void> => updateReturnInvoices(tx, rows)
