import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { SMALL, startSimulator, type TestSimulator } from './support/simulator.ts'

let mahak: TestSimulator
let token: string
beforeAll(async () => {
  mahak = await startSimulator({ catalogue: SMALL })
  token = await mahak.login()
})
afterAll(() => mahak.stop())
afterEach(() => mahak.switch({ failNext: [], latencyMs: 0 }))

const send = (path: string, body: object) => mahak.send('POST', `/API/v3/Sync/${path}`, body, { authorization: token })
const orderOf = (id: number) => ({ orders: [{ orderClientId: id, personId: 1, orderType: 201 }] })
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

  test('latency delays each call', async () => {
    await mahak.switch({ latencyMs: 120 })
    const start = performance.now()
    await send('GetAllData', {})
    expect(performance.now() - start).toBeGreaterThanOrEqual(115)
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
      acceptPlainPassword: false,
      wrongPasswordStatus: 200,
      autoConvertAfterSeconds: null,
      latencyMs: 0,
      failNext: [],
    })
    const changed = await mahak.switch({ sorted: true })
    expect(await changed.json()).toEqual({ ...Object(shown), sorted: true })
    for (const wrong of [{ sorted: 'yes' }, { unknown: 1 }, { failNext: [{ kind: '418' }] }]) {
      expect((await mahak.switch(wrong)).status).toBe(400)
    }
    await mahak.switch({ sorted: false })
  })
})
