export { registerSyncRoutes, type SyncDeps } from './sync.routes.ts'
export type { SyncOperator } from './sync-operator.ts'
