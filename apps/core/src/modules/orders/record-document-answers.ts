import type { Tx } from '@hybrid-store/database'
import { updateDocumentStates, updateReturnInvoices } from './after-sale.repository.ts'

/** The books have stored these returns and refunds. */
export const recordDocumentsAccepted = (tx: Tx, ids: readonly string[]): Promise<void> =>
  updateDocumentStates(tx, ids, 'accepted')

/** These returns and refunds do not go on by themselves. */
export const recordDocumentsAttention = (tx: Tx, ids: readonly string[]): Promise<void> =>
  updateDocumentStates(tx, ids, 'attention')

/** The accountant has taken these returns into the books under these numbers. */
export const recordReturnsConfirmed = (
  tx: Tx,
  rows: readonly { returnId: string; invoiceNumber: number }[],
): Promise<void> => updateReturnInvoices(tx, rows)
