export { registerSyncRoutes, type SyncDeps } from './sync.routes.ts'
