import { sql } from '@hybrid-store/database'
import { newId } from '@hybrid-store/kernel'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { currentPayments, isKept, ordersWithOpenPayments } from '../index.ts'
import { type PaymentsDesk, paymentsDesk } from './desk.ts'

let desk: PaymentsDesk
beforeAll(async () => {
  desk = await paymentsDesk()
})
afterAll(() => desk.close())
beforeEach(() => desk.reset())

test('the gateway is told where to send the buyer back, and the payment waits with its token', async () => {
  const payment = await desk.redirected()
  expect(desk.bank.sessions.get(payment.authority)).toMatchObject({
    amount: 1_250_000,
    callbackUrl: `http://127.0.0.1:8080/payments/return/${payment.id}`,
  })
  expect(payment.state).toBe('redirected')
  expect(await ordersWithOpenPayments(desk.db, [payment.orderId, newId('ord')])).toEqual(new Set([payment.orderId]))
})

test('a paid payment makes its order paid, with the reference and the masked card', async () => {
  const payment = await desk.redirected()
  desk.bank.set(payment.authority, 'PAID')
  const answer = await desk.confirm(payment)
  expect([answer.statusCode, answer.json()]).toEqual([200, { orderId: payment.orderId, state: 'paid' }])
  expect(await desk.settled()).toEqual([payment.orderId])
  const current = (await currentPayments(desk.db, [payment.orderId])).get(payment.orderId)
  expect(current && isKept(current)).toBe(true)
  expect(current).toMatchObject({
    state: 'paid',
    amount: 1_250_000,
    reference: expect.stringMatching(/^\d+$/),
    cardPan: '502229******5995',
    paidAt: desk.clock.now(),
  })
  expect(await desk.events(payment)).toEqual(['created', 'request', 'callback', 'verify', 'paid'])
})

test('the browser is not believed: OK for an unpaid payment pays nothing', async () => {
  const payment = await desk.redirected()
  expect((await desk.confirm(payment)).json().state).toBe('failed')
  expect(await desk.settled()).toEqual([])
})

test('the browser is not believed: NOK for a paid payment pays it', async () => {
  const payment = await desk.redirected()
  desk.bank.set(payment.authority, 'PAID')
  expect((await desk.confirm(payment, 'NOK')).json().state).toBe('paid')
  expect(desk.bank.calls).toEqual(['request', 'inquire', 'verify'])
})

test('NOK for an unpaid payment asks the gateway once and fails', async () => {
  const payment = await desk.redirected()
  expect((await desk.confirm(payment, 'NOK')).json().state).toBe('failed')
  expect((await desk.confirm(payment, 'NOK')).json().state).toBe('failed')
  expect(desk.bank.calls).toEqual(['request', 'inquire'])
})

test('NOK without an answer from the gateway leaves the outcome unknown', async () => {
  const payment = await desk.redirected()
  desk.bank.failNext('inquire', 'lost')
  expect((await desk.confirm(payment, 'NOK')).json().state).toBe('unknown')
})

test('a token that is not the payment’s own finds nothing, asks nobody and writes nothing', async () => {
  const payment = await desk.redirected()
  const other = await desk.redirected()
  desk.bank.set(other.authority, 'PAID')
  for (const authority of [other.authority, '', 'S1']) {
    const answer = await desk.confirm(payment, 'OK', authority)
    expect(answer.json()).toMatchObject({ status: 404, code: 'not_found' })
  }
  expect((await desk.confirm({ ...payment, id: newId('pay') })).json().code).toBe('not_found')
  const created = await desk.open()
  expect((await desk.confirm(created)).json().code).toBe('not_found')
  expect(desk.bank.calls).toEqual(['request', 'request'])
  expect(await desk.events(payment)).toEqual(['created', 'request'])
  expect(await desk.state(other)).toBe('redirected')
})

test('bad input is refused with the field', async () => {
  const { id, authority } = await desk.redirected()
  const cases: [string, object, string][] = [
    [id, { status: 'OK' }, 'body.authority'],
    [id, { authority: 7, status: 'OK' }, 'body.authority'],
    [id, { authority: 'x'.repeat(101), status: 'OK' }, 'body.authority'],
    [id, { authority, status: 'x'.repeat(21) }, 'body.status'],
    ['ord_x', { authority, status: 'OK' }, 'params.paymentId'],
  ]
  for (const [paymentId, payload, field] of cases) {
    const answer = (await desk.post(paymentId, payload)).json()
    expect([answer.status, answer.code, answer.errors[0].field]).toEqual([400, 'invalid_request', field])
  }
})

test('twenty callbacks at once are one transition', async () => {
  const payment = await desk.redirected()
  desk.bank.set(payment.authority, 'PAID')
  desk.bank.gather('verify', 20)
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => desk.confirm(payment, n % 4 ? 'OK' : 'NOK')))
  expect(answers.map((answer) => answer.json().state)).toEqual(Array(20).fill('paid'))
  expect(await desk.settled()).toEqual([payment.orderId])
  expect((await desk.events(payment)).filter((kind) => kind === 'paid')).toHaveLength(1)
})

test('a second callback after the payment asks nobody and pays nothing twice', async () => {
  const payment = await desk.redirected()
  desk.bank.set(payment.authority, 'PAID')
  await desk.confirm(payment)
  desk.bank.reset()
  expect((await desk.confirm(payment)).json().state).toBe('paid')
  expect((await desk.confirm(payment, 'NOK')).json().state).toBe('paid')
  expect(desk.bank.calls).toEqual([])
  expect(await desk.settled()).toEqual([payment.orderId])
})

test('a lost answer to a verification that captured is unknown, and the next callback brings it home', async () => {
  const payment = await desk.redirected()
  desk.bank.set(payment.authority, 'PAID')
  desk.bank.failNext('verify', 'lost_answer')
  expect((await desk.confirm(payment)).json().state).toBe('unknown')
  expect(await desk.settled()).toEqual([])
  expect((await desk.confirm(payment)).json().state).toBe('paid')
  expect(await desk.settled()).toEqual([payment.orderId])
})

test('money that comes after the payment had failed is still taken', async () => {
  const payment = await desk.redirected()
  await desk.confirm(payment, 'NOK')
  desk.bank.set(payment.authority, 'PAID')
  expect((await desk.confirm(payment)).json().state).toBe('paid')
})

test('a different amount at the gateway is reversed and pays nothing', async () => {
  const payment = await desk.redirected()
  desk.bank.set(payment.authority, 'PAID')
  desk.bank.failNext('verify', 'amount_differs')
  expect((await desk.confirm(payment)).json().state).toBe('reversed')
  expect(desk.bank.sessions.get(payment.authority)?.status).toBe('REVERSED')
  expect(await desk.settled()).toEqual([])
  expect(await desk.read(payment)).toMatchObject({ refundReason: 'amount_differs', reference: null })
})

test.each(['order_not_payable', 'stock_gone'] as const)(
  'captured money the order refuses (%s) goes back',
  async (code) => {
    const payment = await desk.redirected()
    desk.bank.set(payment.authority, 'PAID')
    desk.refusal.next = code
    expect((await desk.confirm(payment)).json().state).toBe('reversed')
    expect(desk.bank.sessions.get(payment.authority)?.status).toBe('REVERSED')
    expect(await desk.events(payment)).toEqual([
      'created',
      'request',
      'callback',
      'verify',
      'unwanted',
      'reverse',
      'reversed',
    ])
    expect(await desk.read(payment)).toMatchObject({ refundReason: code, reference: expect.any(String) })
    desk.refusal.next = null
    expect((await desk.confirm(payment)).json().state).toBe('reversed')
    expect(await desk.settled()).toEqual([])
  },
)

test('of ten callbacks for unwanted money one gives it back', async () => {
  const payment = await desk.redirected()
  desk.bank.set(payment.authority, 'PAID')
  desk.refusal.next = 'stock_gone'
  desk.bank.gather('verify', 10)
  await Promise.all(Array.from({ length: 10 }, () => desk.confirm(payment)))
  expect(await desk.state(payment)).toBe('reversed')
  expect(desk.bank.calls.filter((call) => call === 'reverse')).toHaveLength(1)
})

test('a reversal the gateway refuses leaves captured money that a person must pay back, and not money of the order', async () => {
  const payment = await desk.redirected()
  desk.bank.set(payment.authority, 'PAID')
  desk.refusal.next = 'stock_gone'
  desk.bank.failNext('reverse', 'refused')
  expect((await desk.confirm(payment)).json().state).toBe('paid')
  expect((await desk.events(payment)).at(-1)).toBe('refund_needed')
  expect(desk.lines.join('')).toContain('captured money must be paid back by hand')
  const current = (await currentPayments(desk.db, [payment.orderId])).get(payment.orderId)
  expect(current && isKept(current)).toBe(false)
})

test('an amount that differs and cannot be reversed was never captured, so the payment has failed', async () => {
  const payment = await desk.redirected()
  desk.bank.failNext('verify', 'amount_differs')
  expect((await desk.confirm(payment)).json().state).toBe('failed')
})

test('a reference that belongs to another payment pays nothing', async () => {
  const first = await desk.redirected()
  const second = await desk.redirected()
  desk.bank.set(first.authority, 'PAID')
  desk.bank.set(second.authority, 'PAID')
  await desk.confirm(first)
  const session = desk.bank.sessions.get(second.authority)
  if (session) session.reference = desk.bank.sessions.get(first.authority)?.reference ?? ''
  expect((await desk.confirm(second)).json().state).toBe('failed')
  expect((await desk.events(second)).at(-1)).toBe('reference_reused')
  expect(await desk.settled()).toEqual([first.orderId])
})

test('the payment that paid the order is its payment, also beside newer tries', async () => {
  const paid = await desk.redirected()
  desk.bank.set(paid.authority, 'PAID')
  await desk.confirm(paid)
  desk.clock.advance(1_000)
  await desk.redirected(paid.orderId)
  expect((await currentPayments(desk.db, [paid.orderId])).get(paid.orderId)?.id).toBe(paid.id)
})

test.each(['refused', 'lost'] as const)(
  'a request the gateway has %s makes the payment fail, and is not repeated',
  async (kind) => {
    desk.bank.failNext('request', kind)
    const payment = await desk.open()
    expect(await desk.request(payment)).toEqual({ ok: false, error: { code: 'payment_unavailable' } })
    expect(desk.bank.calls).toEqual(['request'])
    expect(await desk.state(payment)).toBe('failed')
  },
)

test('the history of a payment cannot be changed', async () => {
  await desk.redirected()
  await expect(desk.db.run(sql`update payments.event set kind = 'paid'`)).rejects.toThrow('append-only')
  await expect(desk.db.run(sql`delete from payments.event`)).rejects.toThrow('append-only')
})
