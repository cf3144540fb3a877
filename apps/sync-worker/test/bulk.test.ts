import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inGroups, type RowGroup } from '../src/bulk-fetcher/in-groups.ts'
import { type Aggregate, hashOfRows, rowCount, toSaveLists } from '../src/bulk-saver/aggregate.ts'
import { pack } from '../src/bulk-saver/pack.ts'
import { readAnswer } from '../src/bulk-saver/read-answer.ts'
import type { ChangeLine } from '../src/mahak-port.ts'

const CLAIMED = { correlationId: null, changedAt: new Date(0), claimedAt: new Date(0) }

function order(number: number, lines = 1, hashes: Partial<Pick<Aggregate, 'hash' | 'sentHash'>> = {}): Aggregate {
  return {
    record: { entity: 'order', localId: `ord_${number}`, generation: number, claims: 1, attempts: 0, ...CLAIMED },
    hash: `hash ${number}`,
    sentHash: null,
    halvings: 0,
    ...hashes,
    rows: {
      Orders: [
        { localId: `ord_${number}`, clientId: 100 + number, mahakId: null, draft: { OrderClientId: 100 + number } },
      ],
      OrderDetails: Array.from({ length: lines }, (_, index) => ({
        localId: `oln_${number}_${index}`,
        clientId: 1_000 + number * 10 + index,
        mahakId: null,
        draft: { OrderDetailClientId: 1_000 + number * 10 + index },
      })),
    },
  }
}

const customer = (number: number): Aggregate => ({
  record: { entity: 'customer', localId: `cus_${number}`, generation: number, claims: 1, attempts: 0, ...CLAIMED },
  hash: '',
  sentHash: null,
  halvings: 0,
  rows: { VisitorPeople: [{ localId: `cus_${number}`, clientId: null, mahakId: null, draft: { PersonId: number } }] },
})

describe('packing', () => {
  test('every order travels once, whole, in its order, within the limits', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 }), (sizes) => {
        const orders = sizes.map((lines, index) => order(index, lines))
        const packs = pack(orders, { aggregates: 10, rows: 50 })
        expect(packs.flat()).toEqual(orders)
        for (const call of packs) {
          expect(call.length).toBeLessThanOrEqual(10)
          expect(call.reduce((sum, one) => sum + rowCount(one.rows), 0)).toBeLessThanOrEqual(50)
        }
      }),
    )
  })

  test('an order beyond the limit travels alone rather than never', () => {
    expect(pack([order(1), order(2, 80), order(3)], { aggregates: 10, rows: 50 }).map((call) => call.length)).toEqual([
      1, 1, 1,
    ])
  })

  test('orders whose calls failed travel in half the company each time, apart from the others', () => {
    const orders = Array.from({ length: 16 }, (_, index) => ({ ...order(index), halvings: index % 4 === 0 ? 3 : 0 }))
    const packs = pack(orders, { aggregates: 16, rows: 100 })
    expect(packs.map((call) => call.length)).toEqual([12, 2, 2])
    expect(packs.slice(1).flat()).toEqual(orders.filter((one) => one.halvings === 3))
  })

  test('a row that Mahak has is named by its id, and that does not change what the order says', () => {
    const rows = { Orders: [{ localId: 'ord_1', clientId: 101, mahakId: 51, draft: { OrderClientId: 101 } }] }
    expect(toSaveLists([{ rows }])).toEqual({ orders: [{ OrderId: 51, OrderClientId: 101 }] })
    const before = { Orders: rows.Orders.map((row) => ({ ...row, mahakId: null })) }
    expect(hashOfRows(rows)).toBe(hashOfRows(before))
  })

  test('a call names only the lists it has rows for', () => {
    expect(Object.keys(toSaveLists([order(1, 0), order(2, 2)]))).toEqual(['orders', 'orderDetails'])
  })
})

describe('reading the answer', () => {
  const ok = (index: number, id: number, clientId?: number) => ({ ok: true, index, id, rowVersion: id, clientId })

  test('rows are found by ClientId, however they are ordered', () => {
    const [first, second] = readAnswer([order(1), order(2)], {
      orders: [ok(0, 52, 102), ok(1, 51, 101)],
      orderDetails: [ok(0, 71, 1010), ok(1, 72, 1020)],
    })
    expect(first).toMatchObject({ outcome: 'accepted', stored: [{ mahakId: 51 }, { mahakId: 71 }] })
    expect(second).toMatchObject({ outcome: 'accepted', stored: [{ mahakId: 52 }, { mahakId: 72 }] })
  })

  test('refused rows have no ClientId and are found by their place', () => {
    const refused = { ok: false, index: 1, errors: [{ property: 'StoreId', error: 'required' }] }
    const [first, second] = readAnswer([order(1), order(2)], {
      orders: [ok(0, 51, 101), ok(1, 52, 102)],
      orderDetails: [ok(0, 71, 1010), refused],
    })
    expect(first?.outcome).toBe('accepted')
    expect(second).toMatchObject({
      outcome: 'config',
      stored: [{ entity: 'Orders', mahakId: 52 }],
      refused: [{ entity: 'OrderDetails', localId: 'oln_2_0' }],
    })
  })

  test('rows without any ClientId are found by their place', () => {
    const answers = readAnswer([customer(1), customer(2)], { visitorPeople: [ok(0, 61), ok(1, 62)] })
    expect(answers.map((answer) => answer.stored[0]?.mahakId)).toEqual([61, 62])
  })

  test('a row the answer says nothing of is uncertain', () => {
    expect(readAnswer([order(1)], { orders: [ok(0, 51, 101)] })[0]?.outcome).toBe('uncertain')
    const withoutId = { ok: true, index: 0 }
    expect(readAnswer([customer(1)], { visitorPeople: [withoutId] })[0]?.outcome).toBe('uncertain')
    expect(readAnswer([order(1)], { orders: [ok(0, 51, 999)], orderDetails: [ok(0, 71, 1010)] })[0]?.outcome).toBe(
      'uncertain',
    )
  })

  test('a registered order that refuses what it was sent before has it already; other content is a real edit', () => {
    const errors = [{ property: 'OrderId', error: 'ویرایش سفارش ثبت شده امکان پذیر نیست' }]
    const results = { orders: [{ ok: false, index: 0, errors }], orderDetails: [ok(0, 71, 1010)] }
    expect(readAnswer([order(1, 1, { sentHash: 'hash 1' })], results)[0]?.outcome).toBe('accepted')
    expect(readAnswer([order(1, 1, { sentHash: 'other' })], results)[0]?.outcome).toBe('immutable')
    const lineRefused = { ...results, orderDetails: [{ ok: false, index: 0, errors }] }
    expect(readAnswer([order(1, 1, { sentHash: 'hash 1' })], lineRefused)[0]?.outcome).toBe('uncertain')
  })
})

describe('gathering an answer', () => {
  async function* stream(lines: ChangeLine[]): AsyncGenerator<ChangeLine> {
    yield* lines
  }
  const row = (id: number): ChangeLine => ({ entity: 'Products', rows: [{ ProductId: id }] })
  const gather = async (lines: ChangeLine[], size = 2) => {
    const groups: RowGroup[] = []
    const ending = await inGroups(stream(lines), size, async (group) => {
      groups.push(group)
    })
    return { sizes: groups.map((group) => group.rows.length), ending }
  }

  test('rows come in groups, and an answer with its end is complete', async () => {
    const end = { counts: { Products: 3 }, maxVersions: { Products: 9 } }
    expect(await gather([row(1), row(2), row(3), { end }])).toEqual({
      sizes: [2, 1],
      ending: { complete: true, end, unreadable: [] },
    })
  })

  test('rows that come together are regrouped, and none is lost or handed on twice', async () => {
    const rows = Array.from({ length: 7 }, (_, id) => ({ ProductId: id }))
    const lines: ChangeLine[] = [
      { entity: 'Products', rows: rows.slice(0, 5) },
      { entity: 'Stores', rows: [{ StoreId: 1 }] },
      { entity: 'Products', rows: rows.slice(5) },
    ]
    const groups: RowGroup[] = []
    await inGroups(stream(lines), 3, async (group) => {
      groups.push(group)
    })
    expect(groups).toEqual([
      { entity: 'Products', rows: rows.slice(0, 3) },
      { entity: 'Products', rows: rows.slice(3, 6) },
      { entity: 'Products', rows: rows.slice(6) },
      { entity: 'Stores', rows: [{ StoreId: 1 }] },
    ])
  })

  test('two groups are on their way at once, never three, and all have ended when the gathering ends', async () => {
    const lines = Array.from({ length: 9 }, (_, id) => row(id))
    let [running, most, ended] = [0, 0, 0]
    await inGroups(stream(lines), 1, async () => {
      running += 1
      most = Math.max(most, running)
      await new Promise(setImmediate)
      running -= 1
      ended += 1
    })
    expect({ most, ended }).toEqual({ most: 2, ended: 9 })
  })

  test('a group that fails ends the gathering with its error when the others have ended; nothing new is begun', async () => {
    const begun: number[] = []
    let ended = 0
    const gathering = inGroups(stream([row(1), row(2), row(3), row(4), row(5)]), 1, async ({ rows }) => {
      begun.push(rows.length)
      if (begun.length === 2) throw new Error('no room')
      await new Promise(setImmediate)
      ended += 1
    })
    await expect(gathering).rejects.toThrow('no room')
    expect({ begun: begun.length, ended }).toEqual({ begun: 2, ended: 1 })
  })

  test('bad rows count as rows', async () => {
    const bad: ChangeLine = { entity: 'Products', bad: { reason: 'no id' } }
    const { ending } = await gather([row(1), bad, { end: { counts: { Products: 2 }, maxVersions: {} } }])
    expect(ending).toMatchObject({ complete: true, unreadable: [{ entity: 'Products', id: null, reason: 'no id' }] })
  })

  test.each<[string, ChangeLine[]]>([
    ['without an end', [row(1)]],
    ['with a failure', [row(1), { failure: { code: 'malformed', message: '', sent: true } }]],
    ['that is shorter than it says', [row(1), { end: { counts: { Products: 2 }, maxVersions: {} } }]],
  ])('an answer %s is not complete', async (_name, lines) => {
    expect((await gather(lines)).ending).toMatchObject({ complete: false, failure: { code: 'malformed' } })
  })
})
