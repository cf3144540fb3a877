import type { Tx } from '@hybrid-store/database'
import { updateBooksState, updateInvoiceNumbers } from './orders.repository.ts'

/** The books have stored these orders; an invoice comes later. */
export async function recordAcceptedByBooks(tx: Tx, orderIds: readonly string[]): Promise<void> {
  await updateBooksState(tx, orderIds, ['waiting', 'attention'], 'accepted')
}

/** The accountant has made the invoices; their numbers are shown to the customers. */
export async function recordConfirmedByBooks(
  tx: Tx,
  rows: readonly { orderId: string; invoiceNumber: number }[],
): Promise<void> {
  await updateInvoiceNumbers(tx, rows)
}

/** These orders need a person: they cannot go on by themselves. An invoiced order is past that. */
export async function recordBooksAttention(tx: Tx, orderIds: readonly string[]): Promise<void> {
  await updateBooksState(tx, orderIds, ['waiting', 'accepted'], 'attention')
}
