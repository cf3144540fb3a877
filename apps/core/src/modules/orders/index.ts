import type { Migrations } from '@hybrid-store/database'

export { awaitPayment, expire, markPaid } from './change-state.ts'
export { createDraft, type OrderDraft } from './create-draft.ts'
export { orderView } from './order-view.ts'
export type { OrderRecord } from './orders.repository.ts'
export { registerOrdersRoutes } from './orders.routes.ts'
export { findByCart, findOverdue, findOwn, lock, takesMoney } from './read-orders.ts'
export { type OrderForSync, readOrdersForSync } from './read-orders-for-sync.ts'
export { recordAcceptedByBooks, recordBooksAttention, recordConfirmedByBooks } from './record-books-answers.ts'

export const ordersMigrations: Migrations = {
  module: 'orders',
  folder: new URL('./migrations/', import.meta.url),
}
