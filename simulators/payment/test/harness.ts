import { randomUUID } from 'node:crypto'
import { fixedClock } from '@hybrid-store/kernel'
import { pino } from 'pino'
import { createPaymentSimulator, type PaymentSimulatorOptions } from '../src/index.ts'

export const MERCHANT = '11111111-2222-4333-8444-555555555555'

/** A simulator of the test's own, with a caller for the API. */
export async function startSimulator(options: Partial<PaymentSimulatorOptions> = {}) {
  const clock = fixedClock('2026-11-23T10:00:00Z')
  const simulator = await createPaymentSimulator({ port: 0, logger: pino({ level: 'silent' }), clock, ...options })
  const call = (name: string, body: unknown) =>
    simulator.app.inject({
      method: 'POST',
      url: `/pg/v4/payment/${name}.json`,
      payload: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
  const answer = async (name: string, body: unknown) => (await call(name, body)).json()
  const order = {
    merchant_id: MERCHANT,
    amount: 250_000,
    description: 'سفارش ۱۲',
    callback_url: 'https://shop.test/pay?order=12',
  }
  return {
    ...simulator,
    clock,
    call,
    answer,
    order,
    open: async (change: object = {}): Promise<string> =>
      (await answer('request', { ...order, ...change })).data.authority,
    press: (authority: string, action: string) =>
      simulator.app.inject({
        method: 'POST',
        url: `/pg/StartPay/${authority}`,
        payload: `action=${action}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    verify: (authority: string, change: object = {}) =>
      answer('verify', { merchant_id: MERCHANT, amount: 250_000, authority, ...change }),
    inquire: async (authority: string): Promise<string> =>
      (await answer('inquiry', { merchant_id: MERCHANT, authority })).data.status,
    set: (switches: object) => simulator.app.inject({ method: 'PUT', url: '/admin/switches', payload: switches }),
    otherMerchant: randomUUID(),
  }
}

export type Simulator = Awaited<ReturnType<typeof startSimulator>>
