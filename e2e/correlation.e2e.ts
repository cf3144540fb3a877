import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { syncRecordView } from '@hybrid-store/contracts'
import { eventually } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { rowsInMahak } from './accountant.ts'
import { type Buyer, makeBuyer } from './buyer.ts'
import { goodsWithStock } from './goods.ts'
import { type RunningStore, startStore } from './store.ts'

const CLICK = 'click-7f3a91'
const lineSchema = z.looseObject({ msg: z.string() })

let captured: string
let store: RunningStore
beforeAll(async () => {
  captured = await mkdtemp(path.join(tmpdir(), 'captured-'))
  store = await startStore({ LOG_LEVEL: 'debug', TRUSTED_PROXY_HOPS: '1', MAHAK_CAPTURE_FOLDER: captured })
})
afterAll(async () => {
  await store?.stop()
  await rm(captured, { recursive: true, force: true })
})

test('one id leads from the customer’s click over the logs of all parts to the rows in Mahak', async () => {
  const goods = await goodsWithStock(store, { count: 10, variants: 2 })
  const buyer = await makeBuyer(store, { 'x-request-id': CLICK })
  const orderId = await buyOne(buyer, goods.variantIds)
  await eventually(async () => (await rowsInMahak(store, 'Orders')).length === 1, {
    timeoutMs: 60_000,
    what: 'the order to arrive',
  })
  const record = await eventually(async () => {
    const view = await recordOf(orderId)
    return view.exchanges[0]?.outcome === 'accepted' ? view : null
  })
  const [exchange, ...others] = record.exchanges
  expect(others).toEqual([])
  expect(exchange).toMatchObject({ correlationId: CLICK, outcome: 'accepted' })
  const moments = [exchange?.changedAt, exchange?.claimedAt, exchange?.sentAt, exchange?.answeredAt].map(String)
  expect(moments).toEqual([...moments].sort())
  expect(JSON.stringify(exchange?.answer)).toContain(`"mahakId":${record.link?.mahakId}`)

  const attempt = `attempt-${exchange?.attemptId}`
  const lines = linesOf(store.output())
  const core = lines.filter((line) => line.app === 'core' && line.correlationId === CLICK)
  expect(core.map((line) => line.route)).toEqual(
    expect.arrayContaining(['/api/v1/checkout', '/api/v1/payments/:paymentId/confirm']),
  )
  expect(lines).toContainEqual(
    expect.objectContaining({ msg: 'sending', attempt: exchange?.attemptId, lane: 'order', correlationIds: [CLICK] }),
  )
  expect(lines).toContainEqual(
    expect.objectContaining({ msg: 'saving', app: 'mahak-adapter', reqId: attempt, correlationIds: CLICK }),
  )
  expect(await textOf(captured)).toContain(`"x-request-id": "${attempt}"`)
})

async function buyOne(buyer: Buyer, variantIds: readonly string[]): Promise<string> {
  const cart = await buyer.fillCart(variantIds.map((variantId) => ({ variantId, quantity: 1 })))
  const { state, orderId } = await buyer.pay(await buyer.checkOut(cart))
  expect(state).toBe('paid')
  return orderId
}

/** As `npm run store -- sync record order …` tells it. */
async function recordOf(orderId: string): Promise<z.infer<typeof syncRecordView>> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['scripts/store.mjs', 'sync', 'record', 'order', orderId],
    { env: { ...process.env, STORE_DATA_DIR: store.dataDir } },
  )
  return syncRecordView.parse(JSON.parse(stdout.slice(stdout.indexOf('{'))))
}

const linesOf = (output: string) =>
  output.split('\n').flatMap((line) => (line.startsWith('{') ? [lineSchema.parse(JSON.parse(line))] : []))

async function textOf(folder: string): Promise<string> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.json'))
  return (await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')))).join('\n')
}
