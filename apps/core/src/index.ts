export { type CoreConfig, coreConfigSchema } from './config.ts'
export { type Core, type CoreOptions, createCore } from './create-core.ts'
export { coreMigrations } from './migrations.ts'
export type { SyncOperator } from './modules/sync/index.ts'
