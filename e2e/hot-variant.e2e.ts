import { sql } from '@hybrid-store/database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Buyer, makeBuyer } from './buyer.ts'
import { goodsWithStock } from './goods.ts'
import { inDatabase, type RunningStore, startStore } from './store.ts'

const BUYERS = 50
const STOCK = 10

let store: RunningStore
let buyers: Buyer[]
let variantId: string

beforeAll(async () => {
  store = await startStore({ TRUSTED_PROXY_HOPS: '1' })
  ;[variantId = ''] = (await goodsWithStock(store, { count: STOCK, variants: 1 })).variantIds
  buyers = []
  for (let i = 0; i < BUYERS; i += 1) buyers.push(await makeBuyer(store))
})
afterAll(() => store?.stop())

test('fifty buyers at once for ten pieces: ten orders, forty clear refusals, no failure', async () => {
  const filled = await Promise.all(
    buyers.map(async (buyer) => ({ buyer, cart: await buyer.fillCart([{ variantId, quantity: 1 }]) })),
  )
  const answers = await Promise.all(filled.map(({ buyer, cart }) => buyer.checkOut(cart)))
  const counts = new Map<string, number>()
  for (const { status, body } of answers) {
    const outcome = `${status} ${body.code ?? 'ordered'}`
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  }
  expect(Object.fromEntries(counts)).toEqual({ '200 ordered': STOCK, '409 out_of_stock': BUYERS - STOCK })
  for (const { status, body, contentType } of answers) {
    if (status === 200) continue
    expect(contentType).toContain('application/problem+json')
    expect(body.lines).toEqual([{ variantId, requested: 1, available: expect.any(Number) }])
  }
  const kept = await inDatabase(store, (db) =>
    db.row(sql`
      select (select count(*) from orders."order") as orders,
        (select sum(quantity) from inventory.reservation where variant_id = ${variantId} and state = 'held') as held,
        (select reserved from inventory.level where variant_id = ${variantId}) as reserved`),
  )
  expect(kept).toEqual({ orders: STOCK, held: STOCK, reserved: STOCK })
})
