import { type Rial, toTehranLocal } from '@hybrid-store/kernel'
import type { DraftOf } from '@hybrid-store/mahak-client'
import { toBooks } from './books-currency.ts'
import type { Office, OrderSettings } from './to-books.ts'

/** Money taken on delivery: a receipt of cash for an order that was sent before (Mahak API reference §4.11). */
export interface CollectionDocument {
  receiptClientId: number
  /** Null if the order has left the books. */
  orderClientId: number | null
  orderNumber: number
  personId: number
  amount: Rial
  at: Date
}

export const toCashReceipt = (
  document: CollectionDocument,
  office: Office,
  settings: OrderSettings,
): DraftOf<'Receipts'> => ({
  ReceiptClientId: document.receiptClientId,
  ...(document.orderClientId === null ? {} : { OrderClientId: document.orderClientId }),
  PersonId: document.personId,
  VisitorId: office.visitorId,
  CashAmount: toBooks(document.amount, settings.booksCurrency),
  CashCode: office.cashCode,
  Date: toTehranLocal(document.at),
  Description: `دریافت در محل، سفارش سایت ${document.orderNumber}`,
  Deleted: false,
})
