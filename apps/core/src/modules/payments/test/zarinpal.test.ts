import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { rial } from '@hybrid-store/kernel'
import { createPaymentSimulator, type PaymentSimulator } from '@hybrid-store/simulator-payment'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { silent } from '../../../shared/test/test-server.ts'
import { createZarinpal, type PaymentGateway } from '../index.ts'

const MERCHANT = '11111111-2222-3333-4444-555555555555'
const AMOUNT = rial(1_250_000)
let simulator: PaymentSimulator
let zarinpal: PaymentGateway
let scripted: Server
let script: { status: number; body: string }
let received: { url: string; body: unknown }[] = []
let raw: PaymentGateway
beforeAll(async () => {
  simulator = await createPaymentSimulator({ port: 0, logger: silent })
  zarinpal = createZarinpal({ baseUrl: simulator.url, merchantId: MERCHANT })
  scripted = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      received.push({ url: request.url ?? '', body: JSON.parse(body) })
      response.writeHead(script.status, { 'content-type': 'application/json' }).end(script.body)
    })
  })
  await new Promise<void>((resolve) => scripted.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(scripted.address() as AddressInfo).port}`
  raw = createZarinpal({ baseUrl, merchantId: MERCHANT })
})
afterAll(async () => {
  await simulator.close()
  await new Promise((resolve) => scripted.close(resolve))
})
beforeEach(async () => {
  received = []
  await switches({ failNext: [], errorStatus: 200, autoVerify: false, serverIpRegistered: true })
})

const switches = (payload: object) => simulator.app.inject({ method: 'PUT', url: '/admin/switches', payload })
const fault = (call: string, kind: string) => switches({ failNext: [{ call, kind }] })
const order = {
  amount: AMOUNT,
  description: 'سفارش 1001',
  callbackUrl: 'http://127.0.0.1:8080/payments/return/pay_1',
  orderId: 'ord_1',
  mobile: '+989121234567',
}
async function begin(): Promise<string> {
  const outcome = await zarinpal.request(order)
  if (outcome.kind !== 'accepted') throw new Error(`the simulator answered ${JSON.stringify(outcome)}`)
  return outcome.authority
}
const act = (authority: string, action: string) =>
  simulator.app.inject({
    method: 'POST',
    url: `/pg/StartPay/${authority}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: `action=${action}`,
  })
async function paid(): Promise<string> {
  const authority = await begin()
  await act(authority, 'pay')
  return authority
}

test('the whole way: request, pay, verify, and the same capture again at the second verification', async () => {
  const authority = await begin()
  expect(authority).toMatch(/^S\w{35}$/)
  expect(zarinpal.redirectUrl(authority)).toBe(`${simulator.url}/pg/StartPay/${authority}`)
  expect((await zarinpal.inquire(authority)).kind).toBe('pending')
  expect((await zarinpal.verify({ authority, amount: AMOUNT })).kind).toBe('not_paid')
  await act(authority, 'pay')
  expect((await zarinpal.inquire(authority)).kind).toBe('paid')
  const first = await zarinpal.verify({ authority, amount: AMOUNT })
  expect(first).toMatchObject({
    kind: 'captured',
    capture: { reference: expect.stringMatching(/^\d+$/), cardPan: '502229******5995', fee: 6_250 },
  })
  const second = await zarinpal.verify({ authority, amount: AMOUNT })
  expect(second).toMatchObject({ kind: 'captured', capture: 'capture' in first ? first.capture : null })
  expect((await zarinpal.inquire(authority)).kind).toBe('paid')
})

test('a payment ZarinPal verified by itself is captured by our first verification', async () => {
  await switches({ autoVerify: true })
  const authority = await paid()
  expect(await zarinpal.verify({ authority, amount: AMOUNT })).toMatchObject({ kind: 'captured' })
})

test.each([200, 400, 422])(
  'a wrong amount, a foreign token and an unknown one are told apart (HTTP %i)',
  async (errorStatus) => {
    await switches({ errorStatus })
    const authority = await paid()
    const stranger = createZarinpal({ baseUrl: simulator.url, merchantId: '99999999-2222-3333-4444-555555555555' })
    expect((await zarinpal.verify({ authority, amount: rial(125_000) })).kind).toBe('amount_differs')
    expect((await stranger.verify({ authority, amount: AMOUNT })).kind).toBe('not_paid')
    expect((await zarinpal.verify({ authority: 'S1', amount: AMOUNT })).kind).toBe('not_paid')
    expect(await zarinpal.inquire('S1')).toMatchObject({ kind: 'refused', gatewayCode: -54 })
  },
)

test('a buyer who turned back has failed', async () => {
  const authority = await begin()
  await act(authority, 'cancel')
  expect((await zarinpal.inquire(authority)).kind).toBe('failed')
})

test('a captured payment is reversed once; an unpaid one and an unregistered server are refused', async () => {
  const authority = await paid()
  await switches({ serverIpRegistered: false })
  expect(await zarinpal.reverse(authority)).toMatchObject({ kind: 'refused', gatewayCode: -62 })
  await switches({ serverIpRegistered: true })
  expect((await zarinpal.reverse(authority)).kind).toBe('reversed')
  expect((await zarinpal.inquire(authority)).kind).toBe('reversed')
  expect(await zarinpal.reverse(authority)).toMatchObject({ kind: 'refused', gatewayCode: -61 })
})

test.each(['500', 'html', 'empty', 'reset'])('an answer that says nothing (%s) decides nothing', async (kind) => {
  const authority = await paid()
  await fault('request', kind)
  expect((await zarinpal.request(order)).kind).toBe('unknown')
  await fault('verify', kind)
  expect((await zarinpal.verify({ authority, amount: AMOUNT })).kind).toBe('unknown')
  await fault('inquiry', kind)
  expect((await zarinpal.inquire(authority)).kind).toBe('unknown')
  await fault('reverse', kind)
  expect((await zarinpal.reverse(authority)).kind).toBe('unknown')
  expect((await zarinpal.verify({ authority, amount: AMOUNT })).kind).toBe('captured')
})

test('a verification that captured but did not answer in time is unknown, and captured when asked again', async () => {
  const authority = await paid()
  await fault('verify', 'timeout-after-capture')
  const impatient = createZarinpal({ baseUrl: simulator.url, merchantId: MERCHANT, timeoutMs: 100 })
  expect(await impatient.verify({ authority, amount: AMOUNT })).toMatchObject({
    kind: 'unknown',
    exchange: { call: 'verify', status: null },
  })
  expect((await impatient.verify({ authority, amount: AMOUNT })).kind).toBe('captured')
})

test('a gateway that is not there is unknown', async () => {
  const nowhere = createZarinpal({ baseUrl: 'http://127.0.0.1:9', merchantId: MERCHANT })
  expect((await nowhere.request(order)).kind).toBe('unknown')
})

test('what is sent is what the contract asks for, always in Rial', async () => {
  script = { status: 200, body: '{"data":[],"errors":{"code":-12,"message":"Too many attempts"}}' }
  expect(await raw.request(order)).toMatchObject({ kind: 'refused', gatewayCode: -12 })
  await raw.verify({ authority: 'A1', amount: AMOUNT })
  expect(received).toEqual([
    {
      url: '/pg/v4/payment/request.json',
      body: {
        merchant_id: MERCHANT,
        amount: 1_250_000,
        currency: 'IRR',
        description: 'سفارش 1001',
        callback_url: order.callbackUrl,
        metadata: { mobile: '09121234567', order_id: 'ord_1' },
      },
    },
    { url: '/pg/v4/payment/verify.json', body: { merchant_id: MERCHANT, amount: 1_250_000, authority: 'A1' } },
  ])
})

test.each([
  ['an error that says nothing about the money', 200, '{"data":[],"errors":{"code":-52,"message":"?"}}', 'unknown'],
  ['a merchant refused', 401, '{"data":[],"errors":{"code":-10,"message":"?"}}', 'unknown'],
  ['not paid', 200, '{"data":[],"errors":{"code":-51,"message":"?"}}', 'not_paid'],
  ['a strange code beside data', 200, '{"data":{"code":99,"ref_id":1},"errors":[]}', 'unknown'],
  ['a capture without reference', 200, '{"data":{"code":100},"errors":[]}', 'unknown'],
  ['two empty sides', 200, '{"data":[],"errors":[]}', 'unknown'],
  ['no object at all', 200, '"OK"', 'unknown'],
  [
    'a capture with odd extras',
    200,
    '{"data":{"code":101,"ref_id":"77","fee":"x","card_pan":5},"errors":null}',
    'captured',
  ],
])('verify: %s', async (_what, status, body, kind) => {
  script = { status, body }
  expect((await raw.verify({ authority: 'A1', amount: AMOUNT })).kind).toBe(kind)
})

test('the history holds neither the merchant id nor the number of the buyer', async () => {
  const exchanges = [await zarinpal.request(order), await zarinpal.inquire(await paid())].map(
    ({ exchange }) => exchange,
  )
  for (const secret of [MERCHANT, '9121234567']) expect(JSON.stringify(exchanges)).not.toContain(secret)
})
