import type { BusLogger } from '../src/index.ts'

export const silentLogger: BusLogger = { debug: () => undefined, warn: () => undefined, error: () => undefined }
