import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sweepPayments } from '../index.ts'
import { type PaymentsDesk, paymentsDesk } from './desk.ts'

let desk: PaymentsDesk
beforeAll(async () => {
  desk = await paymentsDesk()
})
afterAll(() => desk.close())
beforeEach(() => desk.reset())
const inquiries = () => desk.bank.calls.filter((call) => call === 'inquire').length

test('an open payment is asked about at 2, 5 and 9 minutes and given up at 15', async () => {
  const payment = await desk.redirected()
  const asked: [number, number, string | undefined][] = []
  for (let minute = 1; minute <= 16; minute += 1) {
    await desk.sweepAfter(1)
    asked.push([minute, inquiries(), await desk.state(payment)])
  }
  const changes = asked.filter(
    ([, count, state], i) => i === 0 || count !== asked[i - 1]?.[1] || state !== asked[i - 1]?.[2],
  )
  expect(changes).toEqual([
    [1, 0, 'redirected'],
    [2, 1, 'redirected'],
    [5, 2, 'redirected'],
    [9, 3, 'redirected'],
    [15, 4, 'expired'],
  ])
})

test.each(['PAID', 'VERIFIED'] as const)('a buyer who paid (%s) and never came back has paid', async (status) => {
  const payment = await desk.redirected()
  desk.bank.set(payment.authority, status)
  await desk.sweepAfter(2)
  expect(await desk.state(payment)).toBe('paid')
  expect(await desk.settled()).toEqual([payment.orderId])
})

test.each([
  ['FAILED', 'failed'],
  ['REVERSED', 'reversed'],
] as const)('a payment the gateway calls %s is %s', async (status, state) => {
  const payment = await desk.redirected()
  desk.bank.set(payment.authority, status)
  await desk.sweepAfter(2)
  expect(await desk.state(payment)).toBe(state)
})

test('a payment is not given up while the gateway is silent', async () => {
  const payment = await desk.redirected()
  desk.bank.failNext('inquire', 'lost', 'lost')
  await desk.sweepAfter(15)
  expect(await desk.state(payment)).toBe('redirected')
  await desk.sweepAfter(5)
  expect(await desk.state(payment)).toBe('redirected')
  await desk.sweepAfter(5)
  expect(await desk.state(payment)).toBe('expired')
})

test('a verification whose answer was lost is settled by the sweep', async () => {
  const payment = await desk.redirected()
  desk.bank.set(payment.authority, 'PAID')
  desk.bank.failNext('verify', 'lost_answer')
  await desk.confirm(payment)
  expect(await desk.state(payment)).toBe('unknown')
  await desk.sweepAfter(2)
  expect(await desk.state(payment)).toBe('paid')
})

test('money that comes after the payment was given up is taken by the callback', async () => {
  const payment = await desk.redirected()
  await desk.sweepAfter(15)
  desk.bank.set(payment.authority, 'PAID')
  expect((await desk.confirm(payment)).json().state).toBe('paid')
})

test('a payment whose process ended before the gateway answered has failed', async () => {
  const payment = await desk.open()
  await desk.sweepAfter(2)
  expect(await desk.state(payment)).toBe('failed')
  expect(await desk.events(payment)).toEqual(['created', 'abandoned'])
  expect(desk.bank.calls).toEqual([])
})

test('a reversal without an answer is tried again', async () => {
  const payment = await desk.redirected()
  desk.bank.set(payment.authority, 'PAID')
  desk.refusal.next = 'stock_gone'
  desk.bank.failNext('reverse', 'lost')
  expect((await desk.confirm(payment)).json().state).toBe('unknown')
  await desk.sweepAfter(2)
  expect(await desk.state(payment)).toBe('reversed')
  expect(await desk.settled()).toEqual([])
})

test('a reversal that was done though its answer was lost is not left to a person to do again', async () => {
  const payment = await desk.redirected()
  desk.bank.set(payment.authority, 'PAID')
  desk.refusal.next = 'stock_gone'
  desk.bank.failNext('reverse', 'lost_answer')
  expect((await desk.confirm(payment)).json().state).toBe('unknown')
  desk.bank.failNext('inquire', 'lost')
  await desk.sweepAfter(2)
  expect(await desk.state(payment)).toBe('unknown')
  await desk.sweepAfter(3)
  expect(await desk.state(payment)).toBe('reversed')
  expect(await desk.events(payment)).not.toContain('refund_needed')
})

test('settled payments are left alone', async () => {
  const payment = await desk.redirected()
  desk.bank.set(payment.authority, 'PAID')
  await desk.confirm(payment)
  expect(await desk.sweepAfter(60)).toBe(0)
})

test('two sweepers share the work, and callbacks at the same time change nothing', async () => {
  const payments = await Promise.all(Array.from({ length: 25 }, () => desk.redirected()))
  for (const payment of payments) desk.bank.set(payment.authority, 'PAID')
  desk.clock.advance(120_000)
  const [one, other] = await Promise.all([
    sweepPayments(desk.deps),
    sweepPayments(desk.deps),
    ...payments.map((payment) => desk.confirm(payment)),
  ])
  expect(Number(one) + Number(other)).toBeLessThanOrEqual(25)
  expect((await desk.settled()).sort()).toEqual(payments.map((payment) => payment.orderId).sort())
})

test('one payment that cannot be swept does not keep the others', async () => {
  const broken = await desk.redirected()
  const fine = await desk.redirected()
  desk.bank.set(fine.authority, 'PAID')
  const { inquire } = desk.bank.gateway
  const gateway = {
    ...desk.bank.gateway,
    inquire: (authority: string) =>
      authority === broken.authority ? Promise.reject(new Error('bug')) : inquire(authority),
  }
  desk.clock.advance(120_000)
  await sweepPayments({ ...desk.deps, gateway })
  expect([await desk.state(broken), await desk.state(fine)]).toEqual(['redirected', 'paid'])
  expect(desk.lines.join('')).toContain('a payment could not be swept')
})
