import { setTimeout as pause } from 'node:timers/promises'
import { sql } from '@hybrid-store/database'
import { type Buyer, makeBuyer } from '../../e2e/buyer.ts'
import { goodsWithStock } from '../../e2e/goods.ts'
import { inDatabase, type RunningStore, startStore } from '../../e2e/store.ts'

const LONGEST_MS = 15 * 60_000
/** A store whose Mahak answers every call with 503 for so long: what its pages and checkout answer, and when all is there. */
export async function openShopWhileDown(seconds: number) {
  const store = await startStore({ TRUSTED_PROXY_HOPS: '1' })
  try {
    const goods = await goodsWithStock(store, { count: 500, variants: 1 })
    await setDown(store, true)
    const since = new Date()
    const answers: Record<string, number> = {}
    let paid = 0
    let slowestMs = 0
    while (Date.now() - since.getTime() < seconds * 1_000) {
      for (const path of [goods.path, '/cart', '/checkout']) {
        const asked = performance.now()
        count(answers, `page ${(await fetch(`${store.url}${path}`)).status}`)
        slowestMs = Math.max(slowestMs, performance.now() - asked)
      }
      count(answers, await buy(await makeBuyer(store), goods.variantIds[0] ?? ''))
      paid += 1
      await pause(1_000)
    }
    const saves = await inDatabase(store, (db) =>
      db.row<{ n: number }>(sql`select count(*) as n from sync.attempt where started_at >= ${since}`),
    )
    const dead = await countOrders(
      store,
      sql`exists (select from sync.dirty d where d.local_id = o.id and d.state = 'dead')`,
    )
    await setDown(store, false)
    const back = performance.now()
    const arrived = () => countOrders(store, sql`o.books_state in ('accepted', 'confirmed')`)
    while ((await arrived()) < paid && performance.now() - back < LONGEST_MS) await pause(500)
    return {
      downSeconds: seconds,
      answers,
      slowestPageMs: Math.round(slowestMs),
      ordersPaidMeanwhile: paid,
      saveCallsMeanwhile: saves?.n,
      deadMeanwhile: dead,
      arrived: await arrived(),
      secondsUntilAllArrived: Math.round((performance.now() - back) / 1_000),
    }
  } finally {
    await store.stop()
  }
}

async function buy(buyer: Buyer, variantId: string): Promise<string> {
  const checkout = await buyer.checkOut(await buyer.fillCart([{ variantId, quantity: 1 }]))
  if (checkout.status !== 200) return `checkout ${checkout.status} ${checkout.body.code ?? ''}`
  return `checkout 200, payment ${(await buyer.pay(checkout)).state}`
}

function count(answers: Record<string, number>, answer: string): void {
  answers[answer] = (answers[answer] ?? 0) + 1
}

const countOrders = (store: RunningStore, condition: ReturnType<typeof sql>): Promise<number> =>
  inDatabase(store, async (db) => {
    const row = await db.row<{ n: number }>(sql`select count(*) as n from orders."order" o where ${condition}`)
    return row?.n ?? 0
  })

async function setDown(store: RunningStore, down: boolean): Promise<void> {
  const failRate = down ? [{ kind: '503', probability: 1 }] : []
  const answer = await fetch(`${store.mahakUrl}/admin/switches`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ failRate }),
  })
  if (!answer.ok) throw new Error(`the switch was not set: ${answer.status}`)
}
