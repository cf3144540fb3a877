export { type AdapterConfig, adapterConfigSchema } from './config.ts'
export { createMahakAdapter, type MahakAdapter } from './create-mahak-adapter.ts'
