export { createSyncOperator, type SyncOperator } from './operator/create-operator.ts'
export { syncState } from './operator/read-state.ts'
export { type Exchange, exchangesOf } from './push/exchange.repository.ts'
