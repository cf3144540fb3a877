import { sql } from '@hybrid-store/database'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { LOCK_SPACE } from '../../src/advisory-lock.ts'
import type { MahakFailure, MahakPort, SaveResults } from '../../src/mahak-port.ts'
import { pullGroup } from '../../src/pull/pull-group.ts'
import { createPusher } from '../../src/push/create-pusher.ts'
import { customerLane } from '../../src/push/customer-lane.ts'
import { drain } from '../../src/push/drain.ts'
import { releaseLeasesOfDeadWorkers } from '../../src/push/leases.repository.ts'
import { orderLane } from '../../src/push/order-lane.ts'
import { createTurn } from '../../src/push/turns.ts'
import { createBreaker } from '../../src/retry-error-manager/breaker.ts'
import { exchangesOf } from '../../src/state.ts'
import { placeManyOrders } from '../many-orders.ts'
import { createSalesWorld, drainBoth, ONE_ORDER, type SalesWorld } from '../sales-world.ts'

let world: SalesWorld
beforeAll(async () => {
  world = await createSalesWorld()
})
beforeEach(() => world.reset())
afterAll(() => world.close())

type Save = MahakPort['saveRows']
const failing = (failure: MahakFailure): Awaited<ReturnType<Save>> => ({ ok: false, error: failure })
const buyMany = (count: number) => placeManyOrders(world.db, count, [{ variantId: world.black, unitPrice: 9_000_000 }])
const statesOfOrders = () =>
  world.db.rows<{ state: string; n: number }>(sql`
    select books_state as state, count(*) as n from orders."order" group by 1 order by 1`)

test('P4: a thousand orders whose every first answer is lost are there once each', async () => {
  await buyMany(1_000)
  const lost = new Set<number>()
  world.mahak.saveRows = async (lists) => {
    const answer = await world.save(lists)
    const first = Number(lists.orders?.[0]?.OrderClientId ?? lists.people?.[0]?.PersonClientId)
    if (lost.has(first)) return answer
    lost.add(first)
    return failing({ code: 'timeout', message: 'no answer', sent: true })
  }
  for (let round = 0; round < 4; round += 1) {
    await drainBoth(world.worker())
    await pullGroup(world.deps, 'orders')
    await world.later()
  }
  expect(world.counts()).toEqual({
    people: 1_000,
    visitorPeople: 1_000,
    orders: 1_000,
    details: 1_000,
    receipts: 1_000,
    cheques: 1_000,
  })
  expect(await statesOfOrders()).toEqual([{ state: 'accepted', n: 1_000 }])
  expect(await world.dirty()).toEqual([])
}, 60_000)

test.each(['lost', 'crash_before', 'crash_after'] as const)(
  'P5: a Mahak that ignores ClientIds has one order after %s too, for what is there is read before anything is sent again',
  async (kind) => {
    world.mahak.honoursClientIds = false
    try {
      await world.buy()
      world.mahak.faults = [{ kind }]
      await drain(world.worker('a'), customerLane).catch(() => undefined)
      await world.later()
      await pullGroup(world.deps, 'orders')
      await drain(world.worker('b'), customerLane)
      world.mahak.faults = [{ kind }]
      await drain(world.worker('b'), orderLane).catch(() => undefined)
      await world.later()
      await drainBoth(world.worker('c'))
      await pullGroup(world.deps, 'orders')
      await world.later()
      await drainBoth(world.worker('c'))
      expect(world.counts()).toEqual(ONE_ORDER)
      expect(await world.dirty()).toEqual([])
    } finally {
      world.mahak.honoursClientIds = true
    }
  },
)

test('P5: the rest of a half stored order names what is stored by its ids, so that nothing of it is there twice', async () => {
  world.mahak.honoursClientIds = false
  try {
    await world.buy()
    await drain(world.worker(), customerLane)
    const errors = [{ property: '', error: 'deadlock' }]
    world.mahak.faults = [{ kind: 'refuse_rows', list: 'orderDetails', onlyIndex: 1, errors }]
    await drain(world.worker(), orderLane)
    await world.later()
    await drain(world.worker(), orderLane)
    expect(world.counts()).toEqual(ONE_ORDER)
  } finally {
    world.mahak.honoursClientIds = true
  }
})

test('P13: a doorbell that is heard by three workers three times each costs no call more', async () => {
  await buyMany(60)
  const ring = (worker: string) => drain(world.worker(worker), customerLane, orderLane)
  for (let time = 0; time < 3; time += 1) await Promise.all(['a', 'b', 'c'].map(ring))
  await world.later()
  await Promise.all(['a', 'b', 'c'].map(ring))
  expect(world.counts()).toMatchObject({ people: 60, orders: 60, cheques: 60 })
  expect(world.mahak.saves).toHaveLength(2)
})

test('P17: a token that is refused in the middle costs no attempt, and the same rows go out again', async () => {
  await buyMany(5)
  await drain(world.worker(), customerLane)
  const single = { ...world.worker(), config: { ...world.deps.config, saveBatch: 1 } }
  let calls = 0
  const sent: unknown[] = []
  world.mahak.saveRows = async (lists) => {
    calls += 1
    sent.push(lists.orders?.[0]?.OrderClientId)
    return calls === 3 ? failing({ code: 'unauthorized', message: '401', sent: false }) : world.save(lists)
  }
  await drain(single, orderLane)
  expect(await world.dirty()).toEqual([{ entity: 'order', state: 'dirty', attempts: 0 }])
  await world.later()
  await drain(single, orderLane)
  expect(world.counts().orders).toBe(5)
  expect(calls).toBe(6)
  expect(new Set(sent).size).toBe(5)
})

/** A clock that stands still until it is told, and a breaker by it. */
function compressedTime() {
  let now = 0
  return {
    breaker: createBreaker(() => now),
    now: () => now,
    pass: (ms: number) => {
      now += ms
    },
  }
}

test.each<[string, () => number | undefined]>([
  ['with Retry-After', () => 1_000 + Math.floor(Math.random() * 59_000)],
  ['without it', () => undefined],
])(
  'P19: five minutes of 429 %s cost a handful of calls, no attempt, and no time afterwards',
  async (_, wish) => {
    await buyMany(2_000)
    await drain(world.worker(), customerLane)
    const time = compressedTime()
    const worker = { ...world.worker(), breaker: time.breaker, config: { ...world.deps.config, saveBatch: 100 } }
    let storm = 0
    let asked = 0
    world.mahak.saveRows = async () => {
      // Two calls are on their way when the storm begins; after that each is a probe of its own.
      if (storm >= 2) expect(time.now()).toBeGreaterThanOrEqual(asked)
      const retryAfterMs = wish()
      asked = Math.max(asked, time.now() + (retryAfterMs ?? 0))
      storm += 1
      return failing({ code: 'rate_limited', message: '429', sent: false, ...(retryAfterMs ? { retryAfterMs } : {}) })
    }
    while (time.now() < 300_000) {
      const { again } = await drain(worker, orderLane)
      time.pass(Math.max(again ?? 0, 1_000))
      await world.later()
    }
    expect(storm).toBeLessThanOrEqual(20)
    expect(await world.db.rows(sql`select distinct state, attempts from sync.dirty`)).toEqual([
      { state: 'dirty', attempts: 0 },
    ])
    world.mahak.saveRows = world.save
    time.pass(600_000)
    await drain(worker, orderLane)
    expect(await statesOfOrders()).toEqual([{ state: 'accepted', n: 2_000 }])
  },
  60_000,
)

test('P19: Mahak is down for an hour: probes only, nothing is dead, and everything arrives when it is back', async () => {
  await buyMany(600)
  const time = compressedTime()
  const worker = { ...world.worker(), breaker: time.breaker, config: { ...world.deps.config, saveBatch: 50 } }
  let calls = 0
  world.mahak.saveRows = async () => {
    calls += 1
    return failing({ code: 'unavailable', message: 'down', sent: calls % 2 === 0 })
  }
  while (time.now() < 3_600_000) {
    const { again } = await drain(worker, customerLane, orderLane)
    time.pass(Math.max(again ?? 0, 1_000))
    await world.later()
  }
  expect(calls).toBeLessThanOrEqual(120)
  const left = await world.db.rows(sql`select distinct entity, state, attempts from sync.dirty order by entity`)
  expect(left).toEqual([
    { entity: 'customer', state: 'dirty', attempts: 0 },
    { entity: 'order', state: 'dirty', attempts: 0 },
  ])
  world.mahak.saveRows = world.save
  time.pass(600_000)
  await pullGroup(world.deps, 'orders')
  // An order that is claimed before its customer was sent waits a moment.
  for (let round = 0; round < 2; round += 1) {
    await world.later()
    await drain(worker, customerLane, orderLane)
  }
  expect(await statesOfOrders()).toEqual([{ state: 'accepted', n: 600 }])
  expect(world.counts()).toMatchObject({ people: 600, orders: 600, details: 600 })
}, 60_000)

test('P20: a record that kills its worker is parked after five deaths, and the others arrive', async () => {
  const orders = await buyMany(8)
  await drain(world.worker(), customerLane)
  const poison = await world.db.row<{ number: number }>(sql`select max(number) as number from orders."order"`)
  let deaths = 0
  const alone: boolean[] = []
  world.mahak.saveRows = async (lists) => {
    if (!lists.orders?.some((order) => order.Description?.includes(String(poison?.number)))) return world.save(lists)
    deaths += 1
    alone.push(lists.orders.length === 1)
    throw new Error('killed')
  }
  for (let life = 1; life <= 16; life += 1) {
    await drain(world.worker(`life-${life}`), orderLane).catch(() => undefined)
    await releaseLeasesOfDeadWorkers(world.db, LOCK_SPACE.worker)
    await pullGroup(world.deps, 'orders')
  }
  expect(deaths).toBeLessThanOrEqual(5)
  expect(alone.at(-1)).toBe(true)
  expect(await statesOfOrders()).toEqual([
    { state: 'accepted', n: orders.length - 1 },
    { state: 'attention', n: 1 },
  ])
  expect(await world.dirty()).toEqual([{ entity: 'order', state: 'dead', attempts: 0 }])
  expect(await world.issues()).toEqual([{ code: 'crashed', field: '', status: 'open' }])
})

test.each<[string, MahakFailure]>([
  ['refuses', { code: 'invalid', message: 'bad request', sent: true }],
  ['fails at', { code: 'unavailable', message: 'Mahak answered 500', sent: true }],
])(
  'P20: of ten thousand customers one whose whole call Mahak %s is found in 2·log2(256) calls',
  async (_, failure) => {
    await world.db.run(sql`
    insert into customers.customer (id, mobile, first_name, last_name)
    select 'cus_' || lpad(n::text, 26, '0'), '+98913' || lpad(n::text, 7, '0'), 'رضا', 'نمونه'
    from generate_series(1, 10000) n`)
    const stored = new Map<unknown, number>()
    // Who was in the first call that failed, and how many more calls it took until the one stood alone.
    let company: Set<unknown> | undefined
    let found = false
    let extra = 0
    const people: Save = async (lists) => {
      const rows = lists.people ?? []
      const ids = rows.map((person) => person.PersonClientId)
      if (!found && ids.some((id) => company?.has(id))) extra += 1
      if (!rows.some((person) => person.Mobile === '09130004321')) return { ok: true, value: accept(rows, stored) }
      company ??= new Set(ids)
      found ||= ids.length === 1
      return failing(failure)
    }
    world.mahak.saveRows = people
    const worker = world.worker()
    // Nothing that failed is sent again before it was read back, so this sends everybody else.
    while (stored.size < 9_999 - 255) await drain(worker, customerLane)
    for (let round = 0; round < 60 && stored.size < 9_999; round += 1) {
      await drain(worker, customerLane)
      await pullGroup(world.deps, 'orders')
      await world.later()
    }
    expect(stored.size).toBe(9_999)
    expect([...stored.values()].every((times) => times === 1)).toBe(true)
    expect(extra).toBeLessThanOrEqual(2 * Math.log2(256))

    // How many rounds an attempt takes depends on the jitter of its delay; that twelve are made does not.
    const isGivenUp = async () => (await world.dirty()).some(({ state }) => state === 'dead')
    for (let round = 0; round < 150 && !(await isGivenUp()); round += 1) {
      // Somebody else's order shows that Mahak is well.
      await world.db.run(
        sql`update customers.customer set last_name = ${`نام ${round}`} where mobile = '+989130000001'`,
      )
      await world.later()
      await drain(worker, customerLane)
      await pullGroup(world.deps, 'orders')
    }
    expect(await world.dirty()).toEqual([{ entity: 'customer', state: 'dead', attempts: 12 }])
    expect(await world.issues()).toContainEqual({ code: failure.code, field: '', status: 'open' })
  },
  120_000,
)

/** Stores people and their visitor links, and counts how often each person came. */
function accept(people: readonly { PersonClientId?: number | null }[], stored: Map<unknown, number>): SaveResults {
  const rows = people.map(({ PersonClientId: clientId }, index) => {
    stored.set(clientId, (stored.get(clientId) ?? 0) + 1)
    return {
      ok: true,
      index,
      id: Number(clientId) - 5_000_000_000_000 + 1_000_000,
      rowVersion: 1,
      ...(clientId ? { clientId } : {}),
    }
  })
  return { people: rows, visitorPeople: rows.map(({ id, index }) => ({ ok: true, index, id, rowVersion: 1 })) }
}

test('P29: an order paid behind a backlog of two thousand is in the next call but a few, and doubles nothing', async () => {
  await buyMany(2_000)
  const worker = { ...world.worker(), config: { ...world.deps.config, saveBatch: 100 } }
  const ring = createPusher(worker, createTurn(), orderLane)
  const calls: string[][] = []
  let late: { order: { id: string }; at: number; sent: Promise<unknown> } | undefined
  world.mahak.saveRows = async (lists) => {
    calls.push((lists.orders ?? []).map((order) => String(order.OrderClientId)))
    if (calls.length === 8) {
      const order = await world.buy('+989359999999')
      late = { order, at: calls.length, sent: ring() }
    }
    expect(lists.orders?.length ?? 0).toBeLessThanOrEqual(100)
    return world.save(lists)
  }
  while ((await ring()).again === 0);
  await late?.sent
  const link = await world.db.row<{ clientId: string }>(
    sql`select client_id::text as "clientId" from sync.link where entity = 'Orders' and local_id = ${late?.order.id ?? ''}`,
  )
  const call = calls.findIndex((ids) => ids.includes(link?.clientId ?? ''))
  expect(call - (late?.at ?? 0)).toBeLessThanOrEqual(6)
  // Its own call is not filled with what was there before it.
  expect(calls[call]).toEqual([link?.clientId])
  // Two calls for each hundred, the customers' and the orders'; besides them those of the newest, and of the late one.
  expect(calls.length).toBeLessThanOrEqual(2 * 20 + 2 + 2 + 2)
  expect(calls.flat().length).toBe(2_001)
  expect(world.counts()).toMatchObject({ people: 2_001, visitorPeople: 2_001, orders: 2_001, cheques: 2_001 })
  expect(await world.dirty()).toEqual([])
}, 60_000)

test('a rush of doorbells sends each record once, and the backlog once at a time', async () => {
  await buyMany(300)
  const worker = { ...world.worker(), config: { ...world.deps.config, saveBatch: 50 } }
  const ring = createPusher(worker, createTurn(), orderLane)
  let running = 0
  let most = 0
  world.mahak.saveRows = async (lists) => {
    running += 1
    most = Math.max(most, running)
    const answer = await world.save(lists)
    running -= 1
    return answer
  }
  const outcomes = await Promise.all([ring(), ring(), ring()])
  expect(outcomes.map(({ kind }) => kind)).toContain('drained')
  // One call of the backlog and one of the newest for each doorbell beside it.
  expect(most).toBeLessThanOrEqual(3)
  expect(world.counts()).toMatchObject({ people: 300, orders: 300, cheques: 300 })
  expect(world.mahak.saves.flatMap(({ orders }) => orders ?? [])).toHaveLength(300)
  expect(await world.dirty()).toEqual([])
}, 60_000)

test('P30: a hundred edits through four workers never come out of order, and the last one stays', async () => {
  const { customerId } = await world.buy()
  const seen: number[] = []
  world.mahak.saveRows = async (lists) => {
    const name = lists.people?.[0]?.LastName ?? ''
    if (/^\d+$/.test(name)) seen.push(Number(name))
    return world.save(lists)
  }
  let editing = true
  const edits = (async () => {
    for (let edit = 1; edit <= 100; edit += 1)
      await world.db.run(sql`update customers.customer set last_name = ${String(edit)} where id = ${customerId}`)
    editing = false
  })()
  const work = async (name: string) => {
    while (editing) await drain(world.worker(name), customerLane)
  }
  await Promise.all([edits, work('a'), work('b'), work('c'), work('d')])
  await drain(world.worker(), customerLane)
  expect(seen).toEqual([...seen].sort((a, b) => a - b))
  expect(world.mahak.list('People')).toMatchObject([{ LastName: '100' }])
  expect(await world.db.rows(sql`select * from sync.dirty where entity = 'customer'`)).toEqual([])
})

test('the last exchange about an order can be read: what was sent, what was answered, by which run', async () => {
  const order = await world.buy()
  await drain(world.worker(), customerLane)
  const errors = [{ property: 'StoreId', error: 'StoreId is required ' }]
  world.mahak.faults = [{ kind: 'refuse_rows', list: 'orderDetails', onlyIndex: 1, errors }]
  await drain(world.worker(), orderLane)
  await world.later()
  await drain(world.worker('worker-2'), orderLane)
  const [last, first, ...others] = await exchangesOf(world.db, 'order', order.id)
  expect(others).toEqual([])
  expect(first).toMatchObject({ outcome: 'config', failure: null, answer: { refused: [{ errors }] } })
  expect(last).toMatchObject({
    outcome: 'accepted',
    answer: { refused: [], stored: [{ entity: 'Orders' }, {}, {}, {}, {}] },
  })
  expect(last?.run).toMatch(/^worker-2\//)
  expect(last?.sent.Orders?.[0]).toMatchObject({ SendCost: 500_000, ShippingAddress: '***', Description: '***' })
  expect(JSON.stringify(last)).not.toMatch(/0912|نمونه|آزادی/)
})

test('an edit that Mahak refuses because it holds an invoice is never taken for sent, however often it is tried', async () => {
  const order = await world.buy()
  await drainBoth(world.worker())
  world.mahak.convertOrders()
  await world.db.run(sql`update orders."order" set note = 'تازه' where id = ${order.id}`)
  for (let time = 1; time <= 2; time += 1) {
    await world.db.transaction((tx) => tx.run(sql`select sync.mark_dirty('order', ${order.id})`))
    world.mahak.faults = [
      { kind: 'refuse_rows', list: 'orderDetails', errors: [{ property: 'OrderId', error: 'ویرایش سفارش ثبت شده' }] },
    ]
    await drain(world.worker(), orderLane)
    expect(await world.dirty()).toMatchObject([{ entity: 'order', state: 'dead' }])
  }
  const issue = await world.db.row<{ message: string }>(
    sql`select message from sync.issue where code = 'Orders_refused'`,
  )
  expect(issue?.message).toContain('سند برگشت')
})

test('a pause is never longer than Mahak asks for or ten minutes, and never negative', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(7_200_000), { minLength: 1, maxLength: 30 }), (wishes) => {
      const breaker = createBreaker(() => 0)
      for (const wish of wishes) breaker.failed(wish)
      const longest = Math.max(600_000, Math.min(3_600_000, Math.max(...wishes)))
      expect(breaker.pauseMs()).toBeLessThanOrEqual(longest)
      breaker.succeeded()
      expect(breaker.pauseMs()).toBe(0)
    }),
  )
})
