export { type AdapterClientOptions, createAdapterClient } from './adapter-client.ts'
export type * from './types.ts'
