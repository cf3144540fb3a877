// Mahak is down. First for an hour that a clock moved by hand compresses: the real worker and PostgreSQL, a stub for Mahak, an
// order paid every ten seconds, retries due as soon as they are asked for. Then for a minute of real time in a whole store,
// whose pages are opened and whose orders are paid meanwhile.
import { writeFileSync } from 'node:fs'
import { downForAnHour } from './sync-outage/down-for-an-hour.ts'
import { openShopWhileDown } from './sync-outage/open-shop-while-down.ts'

const figures = { hour: await downForAnHour(), shop: await openShopWhileDown(Number(process.env.DOWN_SECONDS ?? 60)) }
console.log(JSON.stringify(figures, null, 2))
writeFileSync(new URL('./results/sync-outage.json', import.meta.url), `${JSON.stringify(figures, null, 2)}\n`)
