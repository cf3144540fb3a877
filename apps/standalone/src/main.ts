import { parseArgs } from 'node:util'
import { createLogger, readConfig } from '@hybrid-store/http'
import { standaloneConfigSchema } from './config.ts'
import { startStore } from './start-store.ts'

const GRACE_MS = 30_000
const logger = createLogger({ name: 'store', level: process.env.LOG_LEVEL ?? 'warn' })
const started = Date.now()

try {
  const { values } = parseArgs({ options: { catalogue: { type: 'string' } } })
  const catalogue = values.catalogue ? { SIM_MAHAK_CATALOGUE: values.catalogue } : {}
  const store = await startStore(readConfig(standaloneConfigSchema, { ...process.env, ...catalogue }), logger)
  for (const [what, where] of store.addresses) console.log(`${what.padEnd(28)}${where}`)
  console.log(`ready after ${((Date.now() - started) / 1000).toFixed(1)} s; Ctrl-C stops everything`)
  closeOnSignal(store)
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  logger.debug({ err: error }, 'start failed')
  process.exit(1)
}

function closeOnSignal(store: Awaited<ReturnType<typeof startStore>>): void {
  let closing = false
  const close = async () => {
    if (closing) return
    closing = true
    setTimeout(() => process.exit(1), GRACE_MS).unref()
    const failures = await store.close()
    for (const failure of failures) console.error(`could not close ${failure}`)
    process.exit(failures.length === 0 ? 0 : 1)
  }
  process.on('SIGINT', close)
  process.on('SIGTERM', close)
}
