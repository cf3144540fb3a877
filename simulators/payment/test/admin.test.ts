import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { MERCHANT, type Simulator, startSimulator } from './harness.ts'

let gateway: Simulator
beforeEach(async () => {
  gateway = await startSimulator()
})
afterEach(() => gateway.close())

const paid = async () => {
  const authority = await gateway.open()
  await gateway.press(authority, 'pay')
  return authority
}
const verifyBody = (authority: string) => ({ merchant_id: MERCHANT, amount: 250_000, authority })
const fetchVerify = (authority: string) =>
  fetch(`${gateway.url}/pg/v4/payment/verify.json`, {
    method: 'POST',
    body: JSON.stringify(verifyBody(authority)),
    headers: { 'content-type': 'application/json' },
    signal: AbortSignal.timeout(300),
  })

describe('switches', () => {
  test('start off, take single changes, and refuse unknown names and wrong values', async () => {
    expect((await gateway.set({ latencyMs: 1 })).json()).toEqual({
      latencyMs: 1,
      failNext: [],
      errorStatus: 200,
      autoVerify: false,
      verifyWindowMinutes: null,
      serverIpRegistered: true,
    })
    expect((await gateway.set({ latency: 5 })).json()).toMatchObject({ code: 'invalid_request' })
    expect((await gateway.set({ failNext: [{ call: 'verify', kind: 'maybe' }] })).statusCode).toBe(400)
    expect((await gateway.app.inject({ url: '/admin/switches' })).json()).toMatchObject({ latencyMs: 1, failNext: [] })
  })

  test.each([
    ['500', 500, 'Internal Server Error'],
    ['html', 200, '<!doctype html>'],
    ['empty', 200, ''],
  ])(
    'a failure of kind %s is answered as often as set, does nothing, and then the call works',
    async (kind, status, start) => {
      const authority = await paid()
      await gateway.set({ failNext: [{ call: 'verify', kind, times: 2 }] })
      for (const _ of [1, 2]) {
        const answer = await gateway.call('verify', verifyBody(authority))
        expect(answer.statusCode).toBe(status)
        expect(answer.body.startsWith(start)).toBe(true)
        expect(await gateway.inquire(authority)).toBe('PAID')
      }
      expect((await gateway.verify(authority)).data.code).toBe(100)
    },
  )

  test('a reset cuts the connection and does nothing', async () => {
    const authority = await paid()
    await gateway.set({ failNext: [{ call: 'verify', kind: 'reset' }] })
    await expect(fetchVerify(authority)).rejects.toThrow('fetch failed')
    expect(await gateway.inquire(authority)).toBe('PAID')
  })

  test('a time-out after capture verifies without answering, so that the next verify says 101', async () => {
    const authority = await paid()
    await gateway.set({ failNext: [{ call: 'verify', kind: 'timeout-after-capture' }] })
    await expect(fetchVerify(authority)).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(await gateway.inquire(authority)).toBe('VERIFIED')
    expect((await gateway.verify(authority)).data.code).toBe(101)
  })

  test('closing does not wait for a caller that gets no answer', async () => {
    const authority = await paid()
    await gateway.set({ failNext: [{ call: 'verify', kind: 'timeout-after-capture' }] })
    const waiting = fetch(`${gateway.url}/pg/v4/payment/verify.json`, {
      method: 'POST',
      body: JSON.stringify(verifyBody(authority)),
      headers: { 'content-type': 'application/json' },
    })
    const cut = expect(waiting).rejects.toThrow('fetch failed')
    while ((await gateway.inquire(authority)) !== 'VERIFIED');
    await gateway.close()
    await cut
  })

  test('refusals can come with a status of their own', async () => {
    await gateway.set({ errorStatus: 422 })
    const answer = await gateway.call('verify', verifyBody(`S${'0'.repeat(35)}`))
    expect(answer.statusCode).toBe(422)
    expect(answer.json()).toMatchObject({ data: [], errors: { code: -54 } })
  })

  test('with auto-verify the first verify already answers 101', async () => {
    await gateway.set({ autoVerify: true })
    expect((await gateway.verify(await paid())).data.code).toBe(101)
    await gateway.set({ autoVerify: false })
    const asked = await gateway.open({ metadata: { auto_verify: true } })
    await gateway.press(asked, 'pay')
    expect((await gateway.verify(asked)).data.code).toBe(101)
  })

  test('money that is not verified in time goes back, verified money stays', async () => {
    await gateway.set({ verifyWindowMinutes: 10 })
    const [late, early] = [await paid(), await paid()]
    await gateway.verify(early)
    gateway.clock.advance(10 * 60_000 + 1)
    expect(await gateway.inquire(late)).toBe('REVERSED')
    expect((await gateway.verify(late)).errors.code).toBe(-51)
    expect(await gateway.inquire(early)).toBe('VERIFIED')
  })

  test('a server that is not registered cannot reverse', async () => {
    await gateway.set({ serverIpRegistered: false })
    const authority = await paid()
    expect((await gateway.answer('reverse', { merchant_id: MERCHANT, authority })).errors.code).toBe(-62)
    expect(await gateway.inquire(authority)).toBe('PAID')
  })
})

describe('for tests', () => {
  test('a payment can be made without a browser, once', async () => {
    const authority = await gateway.open()
    const pay = () => gateway.app.inject({ method: 'POST', url: `/admin/payments/${authority}/pay` })
    expect((await pay()).json()).toMatchObject({
      authority,
      status: 'PAID',
      returnUrl: `https://shop.test/pay?order=12&Authority=${authority}&Status=OK`,
    })
    expect((await pay()).json()).toMatchObject({ code: 'order_not_payable', paymentStatus: 'PAID' })
    expect((await gateway.app.inject({ method: 'POST', url: '/admin/payments/S0/pay' })).statusCode).toBe(404)
  })

  test('all payments are listed, the newest first, on a page and as JSON', async () => {
    const [first, second] = [await gateway.open(), await gateway.open()]
    const { payments } = (await gateway.app.inject({ url: '/admin/payments' })).json()
    expect(payments.map(({ authority }: { authority: string }) => authority)).toEqual([second, first])
    expect((await gateway.app.inject({ url: '/' })).body).toContain(second)
  })
})

test('payments outlive a restart, also when the last line of the file was torn by a crash', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'payments-'))
  const dataFile = path.join(folder, 'data', 'payments.jsonl')
  const before = await startSimulator({ dataFile })
  const [paidBefore, openBefore] = [await before.open(), await before.open()]
  await before.press(paidBefore, 'pay')
  const reference = (await before.verify(paidBefore)).data.ref_id
  await before.close()
  await appendFile(dataFile, '\n{"authority":"S00')

  const after = await startSimulator({ dataFile })
  expect((await after.verify(paidBefore)).data).toMatchObject({ code: 101, ref_id: reference })
  await after.press(openBefore, 'pay')
  expect((await after.verify(openBefore)).data).toMatchObject({ code: 100, ref_id: reference + 1 })
  await after.close()

  const third = await startSimulator({ dataFile })
  expect(await third.inquire(openBefore)).toBe('VERIFIED')
  await third.close()
  await rm(folder, { recursive: true })
})

test('authorities of production start with A', async () => {
  const production = await startSimulator({ authorityPrefix: 'A' })
  expect(await production.open()).toMatch(/^A[0-9a-z]{35}$/)
  await production.close()
})
