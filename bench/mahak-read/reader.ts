import { serviceTokens } from '@hybrid-store/http'
import { createAdapterClient } from '@hybrid-store/mahak-adapter/client'
import { usageOf } from './usage.ts'

// Reads everything through the adapter as the sync worker does, and stores nothing.
const [url = '', secret = ''] = process.argv.slice(2)
const tokens = serviceTokens({ secret, issuer: 'sync-worker' })
const client = createAdapterClient({ url, serviceToken: () => tokens.issue('mahak-adapter') })

const before = usageOf(process.pid)
const started = performance.now()
let rows = 0
for await (const line of client.changes({ Products: 0, ProductDetails: 0, ProductDetailStoreAssets: 0 })) {
  if ('rows' in line) rows += line.rows.length
  else if (!('end' in line)) throw new Error(`the reading failed: ${JSON.stringify(line)}`)
}
const seconds = (performance.now() - started) / 1000
const after = usageOf(process.pid)
process.send?.({ seconds, rows, peakMb: after.peakMb, cpuSeconds: after.cpuSeconds - before.cpuSeconds })
await client.close()
