import { eventually } from '@hybrid-store/test-kit'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { drawLatency } from '../src/api/faults.ts'
import { seeded } from '../src/catalogue/demo/random.ts'
import { firstOf, SMALL, startSimulator, type TestSimulator } from './support/simulator.ts'

let mahak: TestSimulator
let token: string
beforeAll(async () => {
  mahak = await startSimulator({ catalogue: SMALL })
  token = await mahak.login()
})
afterAll(() => mahak.stop())
afterEach(() => mahak.switch({ failNext: [], failRate: [], latency: { medianMs: 0, p95Ms: 0 }, lateCommitMs: 0 }))

const send = (path: string, body: object) => mahak.send('POST', `/API/v3/Sync/${path}`, body, { authorization: token })
const orderOf = (id: number) => ({ orders: [{ orderClientId: id, personId: 1, orderType: 201 }] })
const callsSchema = z.object({
  calls: z.array(z.looseObject({ path: z.string(), status: z.number().nullable(), fault: z.string().nullable() })),
})
const savedSchema = z.object({
  Result: z.boolean(),
  Data: z.object({
    Objects: z.object({
      People: z.object({ Results: z.array(z.looseObject({ Result: z.boolean(), Errors: z.unknown().optional() })) }),
    }),
  }),
})
const orders = async (id: number) => (await mahak.rows('Orders')).filter((row) => row.OrderClientId === id)

describe('faults', () => {
  test.each([
    ['401', 401],
    ['429', 429],
    ['500', 500],
    ['502', 502],
    ['503', 503],
  ])('%s is answered in place of the work, as often as told, then all is well', async (kind, status) => {
    await mahak.switch({ failNext: [{ path: 'SaveAllData', times: 2, kind }] })
    for (const expected of [status, status, 200]) {
      const before = await orders(status)
      expect((await send('SaveAllData', orderOf(status))).status).toBe(expected)
      if (expected !== 200) expect(await orders(status)).toEqual(before)
    }
    expect(await orders(status)).toHaveLength(1)
  })

  test('a fault of one path leaves the others alone', async () => {
    await mahak.switch({ failNext: [{ path: 'saveall', kind: '500' }] })
    expect((await send('GetAllData', {})).status).toBe(200)
    expect((await send('SaveAllData', {})).status).toBe(500)
  })

  test('reset-before cuts the connection and stores nothing', async () => {
    await mahak.switch({ failNext: [{ path: 'SaveAllData', kind: 'reset-before' }] })
    await expect(send('SaveAllData', orderOf(1))).rejects.toThrow()
    expect(await orders(1)).toEqual([])
  })

  test('reset-after cuts the connection after the commit: the order is there', async () => {
    await mahak.switch({ failNext: [{ path: 'SaveAllData', kind: 'reset-after' }] })
    await expect(send('SaveAllData', orderOf(2))).rejects.toThrow()
    expect(await orders(2)).toHaveLength(1)
    expect((await send('SaveAllData', orderOf(2))).status).toBe(200)
    expect(await orders(2)).toHaveLength(1)
  })

  test('truncate ends the connection in the middle of the answer', async () => {
    await mahak.switch({ failNext: [{ path: 'GetAllData', kind: 'truncate' }] })
    const answer = await send('GetAllData', { fromProductVersion: 0 })
    expect(answer.status).toBe(200)
    await expect(answer.json()).rejects.toThrow()
  })

  test('html answers 200 with a page of a proxy', async () => {
    await mahak.switch({ failNext: [{ path: 'GetAllData', kind: 'html' }] })
    const answer = await send('GetAllData', {})
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html'])
  })

  test('slow-drip sends the answer after the commit in small pieces, each in time', async () => {
    await mahak.switch({ failNext: [{ path: 'SaveAllData', kind: 'slow-drip' }] })
    const headers = { authorization: token, 'accept-encoding': 'identity' }
    const start = performance.now()
    const answer = await mahak.send('POST', '/API/v3/Sync/SaveAllData', orderOf(3), headers)
    expect(await orders(3)).toHaveLength(1)
    const text = await answer.text()
    expect(JSON.parse(text)).toMatchObject({ Result: true })
    expect(performance.now() - start).toBeGreaterThan((0.9 * 50 * text.length) / 32)
  })

  test('refuse-rows stores a save in part: every third row is refused for the moment, what hangs on it is refused too', async () => {
    await mahak.switch({ failNext: [{ path: 'SaveAllData', kind: 'refuse-rows' }] })
    const people = [4, 5, 6, 7, 8].map((id) => ({ personClientId: id, lastName: `${id}`, personGroupId: 98_001 }))
    const answer = await (await send('SaveAllData', { people })).json()
    const { Result, Data } = savedSchema.parse(answer)
    expect([Result, Data.Objects.People.Results.map((row) => row.Result)]).toEqual([
      false,
      [true, false, true, true, false],
    ])
    expect(Data.Objects.People.Results[1]?.Errors).toEqual([
      { Property: '', Error: 'خطای سیستم، لطفا دوباره تلاش کنید' },
    ])
    expect(savedSchema.parse(await (await send('SaveAllData', { people })).json()).Result).toBe(true)
  })

  test('a caller that leaves a dripping answer does not keep the simulator from closing', async () => {
    const own = await startSimulator({ catalogue: SMALL })
    const authorization = await own.login()
    await own.switch({ failNext: [{ kind: 'slow-drip' }] })
    await own.send('POST', '/API/v3/Sync/GetAllData', { fromRegionVersion: 0 }, { authorization })
    await own.stop()
  })

  test('failRate befalls its share of the calls, the same ones in every process', async () => {
    const statuses = async () => {
      const own = await startSimulator({ catalogue: SMALL })
      const authorization = await own.login()
      await own.switch({ failRate: [{ path: 'GetAllData', kind: '503', probability: 0.3 }] })
      const answers: number[] = []
      for (let count = 0; count < 60; count += 1)
        answers.push((await own.send('POST', '/API/v3/Sync/GetAllData', {}, { authorization })).status)
      await own.stop()
      return answers
    }
    const first = await statuses()
    expect(first.filter((status) => status === 503).length).toBeGreaterThan(8)
    expect(first.filter((status) => status === 503).length).toBeLessThan(30)
    expect(await statuses()).toEqual(first)
  })

  test('a fault that was told for the next calls goes before those by chance', async () => {
    await mahak.switch({ failNext: [{ kind: '429' }], failRate: [{ kind: '500', probability: 1 }] })
    expect([(await send('GetAllData', {})).status, (await send('GetAllData', {})).status]).toEqual([429, 500])
  })

  test("a browser's question before the call meets no fault", async () => {
    await mahak.switch({ failNext: [{ kind: '500' }] })
    expect((await mahak.call('/API/v3/Sync/GetAllData', { method: 'OPTIONS' })).status).toBe(204)
    expect((await send('GetAllData', {})).status).toBe(500)
  })

  test('a picture meets them too', async () => {
    const path = String(firstOf((await mahak.rows('Pictures')).filter((row) => row.Url)).Url)
    await mahak.switch({ failNext: [{ path: 'Content', kind: 'truncate' }] })
    const torn = await mahak.call(path)
    expect(torn.status).toBe(200)
    await expect(torn.arrayBuffer()).rejects.toThrow()
    expect((await (await mahak.call(path)).arrayBuffer()).byteLength).toBeGreaterThan(1_000)
  })
})

describe('latency', () => {
  const timed = async () => {
    const start = performance.now()
    await send('GetAllData', {})
    return performance.now() - start
  }

  test('with equal figures delays each call by just that', async () => {
    await mahak.switch({ latency: { medianMs: 120, p95Ms: 120 } })
    for (let count = 0; count < 3; count += 1) expect(await timed()).toBeGreaterThanOrEqual(115)
  })

  test('with a far 95th percentile varies around its median, log-normally', () => {
    const random = seeded(7)
    const draws = Array.from({ length: 20_000 }, () =>
      drawLatency({ medianMs: 200, p95Ms: 1_500 }, () => random.between(1, 999_999) / 1_000_000),
    ).toSorted((a, b) => a - b)
    expect((draws[10_000] ?? 0) / 200).toBeCloseTo(1, 1)
    expect((draws[19_000] ?? 0) / 1_500).toBeCloseTo(1, 1)
    expect((draws[1_000] ?? 0) / (200 ** 2 / 1_500)).toBeCloseTo(1, 1)
  })
})

describe('late commits', () => {
  const LATE_MS = 1_500
  const order = (id: number) => mahak.save({ orders: [{ orderClientId: id, personId: 1, description: `v${id}` }] })

  const newestVersion = async () =>
    z.object({ rowVersion: z.number() }).parse(await (await mahak.call('/desktop/api/state')).json()).rowVersion
  /** Starts an upload and waits until it has taken its versions. */
  const heldBack = async <Answer>(start: () => Promise<Answer>): Promise<{ done: Promise<Answer> }> => {
    const before = await newestVersion()
    const done = start()
    await eventually(async () => (await newestVersion()) > before)
    return { done }
  }

  test('an upload is seen after another that has higher versions: a checkpoint in between misses it', async () => {
    await mahak.switch({ lateCommitMs: LATE_MS })
    const late = await heldBack(() => order(501))
    const prompt = firstOf((await order(502)).of('Orders'))
    const { Orders } = await mahak.read({ fromOrderVersion: 0 })
    expect(Orders?.map((row) => row.OrderClientId)).toContain(502)
    expect(Orders?.map((row) => row.OrderClientId)).not.toContain(501)
    const checkpoint = Math.max(...(Orders ?? []).map((row) => Number(row.RowVersion)))
    expect(checkpoint).toBe(prompt.RowVersion)

    const { RowVersion = 0 } = firstOf((await late.done).of('Orders'))
    expect(RowVersion).toBeLessThan(checkpoint)
    expect((await mahak.read({ fromOrderVersion: checkpoint })).Orders).toEqual([])
    const reread = (await mahak.read({ fromOrderVersion: RowVersion - 1 })).Orders
    expect(reread?.map((row) => row.OrderClientId)).toContain(501)
  })

  test('acts of the desktop are held back as well, and the row shows its old content until then', async () => {
    const detail = firstOf((await mahak.rows('ProductDetails')).filter((row) => row.Price1 !== 0))
    const price = async () =>
      (await mahak.rows('ProductDetails')).find((row) => row.ProductDetailId === detail.ProductDetailId)?.Price1
    await mahak.switch({ lateCommitMs: LATE_MS })
    const act = await heldBack(() => mahak.post(`/variants/${detail.ProductDetailId}/price`, { price: 77_000 }))
    await order(503)
    expect(await price()).toBe(detail.Price1)
    expect((await act.done).status).toBe(200)
    expect(await price()).toBe(77_000)
  })

  test('a row never goes back to a lower version, and no order is made twice', async () => {
    await mahak.switch({ lateCommitMs: LATE_MS })
    await order(504)
    const [late, prompt] = await Promise.all([order(504), order(504)])
    const [lateRow, promptRow] = [firstOf(late.of('Orders')), firstOf(prompt.of('Orders'))]
    expect(lateRow.EntityId).toBe(promptRow.EntityId)
    const rows = await orders(504)
    expect(rows).toHaveLength(1)
    expect(firstOf(rows).RowVersion).toBe(Math.max(lateRow.RowVersion ?? 0, promptRow.RowVersion ?? 0))
  })
})

describe('the log of calls', () => {
  test('shows the newest first with status and fault, and no query', async () => {
    await mahak.switch({ failNext: [{ kind: '503' }, { kind: 'reset-after' }] })
    await send('GetAllData?userToken=secret', {})
    await expect(send('SaveAllData', {})).rejects.toThrow()
    const shown = await eventually(async () => {
      const { calls } = callsSchema.parse(await (await mahak.call('/admin/calls')).json())
      return calls[0]?.fault === 'reset-after' && calls
    })
    expect(shown.slice(0, 2)).toMatchObject([
      { method: 'POST', path: '/API/v3/Sync/SaveAllData', status: null, fault: 'reset-after' },
      { method: 'POST', path: '/API/v3/Sync/GetAllData', status: 503, fault: '503' },
    ])
    expect(JSON.stringify(shown)).not.toContain('secret')
  })
})

describe('switches', () => {
  test('are shown, changed one by one, and refused when they are none', async () => {
    const shown = await (await mahak.call('/admin/switches')).json()
    expect(shown).toEqual({
      fromSemantics: 'link-aware',
      sorted: false,
      equalVersions: false,
      carrierFields: 'with-send-cost',
      itemTypeMandatory: false,
      storeIdMandatory: false,
      personGroupMandatory: true,
      acceptPlainPassword: false,
      wrongPasswordStatus: 200,
      loginV2Strict: true,
      malformedStatus: 400,
      tokenBoundToIp: false,
      deleteRegistered: 'refuse',
      headerDiscountCounted: true,
      omittedLines: 'stay',
      clientIdScope: 'visitor',
      unchangedKeepsVersion: true,
      negativeStockForbidden: false,
      autoConvertAfterSeconds: null,
      creditDay: 80,
      expiredAnswers: 'login-only',
      databaseId: 51_234,
      clockSkewMs: 0,
      tokenLifetimeSeconds: 604_800,
      latency: { medianMs: 0, p95Ms: 0 },
      lateCommitMs: 0,
      failNext: [],
      failRate: [],
    })
    const changed = await mahak.switch({ sorted: true })
    expect(await changed.json()).toEqual({ ...Object(shown), sorted: true })
    const wrongs = [
      { sorted: 'yes' },
      { unknown: 1 },
      { failNext: [{ kind: '418' }] },
      { failRate: [{ kind: '500', probability: 2 }] },
      { latency: { medianMs: 100, p95Ms: 50 } },
      { latency: { medianMs: 0, p95Ms: 50 } },
    ]
    for (const wrong of wrongs) {
      expect((await mahak.switch(wrong)).status).toBe(400)
    }
    await mahak.switch({ sorted: false })
  })
})
