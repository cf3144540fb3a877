import type { Migrations } from '@hybrid-store/database'

export {
  type RefundRecord,
  type ReturnRecord,
  selectRefunds as readRefunds,
  selectReturns as readReturns,
} from './after-sale.repository.ts'
export { recordRefund, recordReturn, returnCancelled } from './after-sale.ts'
export { awaitPayment, cancel, expire, markPaid, placeOnDelivery } from './change-state.ts'
export { selectChanged as readChanged } from './changes.repository.ts'
export { type CollectionRecord, selectCollections as readCollections } from './collection.repository.ts'
export { digestOrders } from './compare.repository.ts'
export { createDraft, type OrderDraft } from './create-draft.ts'
export { type EditRefusal, editOrder, planEdit, returnEdit } from './edit-order.ts'
export { isSold } from './order-states.ts'
export { orderView } from './order-view.ts'
export type { OrderRecord } from './orders.repository.ts'
export { selectBuyersOfSold as buyersOfSold, selectCancelled as cancelledAmong } from './orders.repository.ts'
export { registerOrdersRoutes } from './orders.routes.ts'
export { findByCart, findOverdue, findOwn, lock, takesMoney } from './read-orders.ts'
export { type OrderForSync, readOrdersForSync } from './read-orders-for-sync.ts'
export { recordAcceptedByBooks, recordBooksAttention, recordConfirmedByBooks } from './record-books-answers.ts'
export { recordCollection } from './record-collection.ts'
export { recordDocumentsAccepted, recordDocumentsAttention, recordReturnsConfirmed } from './record-document-answers.ts'

export const ordersMigrations: Migrations = {
  module: 'orders',
  folder: new URL('./migrations/', import.meta.url),
}
