import type { Database, Tx } from '@hybrid-store/database'
import { createPaymentSimulator, type PaymentSimulator } from '@hybrid-store/simulator-payment'
import { eventually } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { silent } from '../../../shared/test/test-server.ts'
import { createZarinpal } from '../../payments/index.ts'
import { startPaymentSweeper } from '../index.ts'
import { openShop, type Shop } from './shop.ts'

let simulator: PaymentSimulator
let shop: Shop
let customer: string
beforeAll(async () => {
  simulator = await createPaymentSimulator({ port: 0, logger: silent })
  shop = await openShop(
    createZarinpal({ baseUrl: simulator.url, merchantId: '11111111-2222-3333-4444-555555555555', timeoutMs: 2_000 }),
  )
  customer = await shop.customer()
})
afterAll(async () => {
  await shop.close()
  await simulator.close()
})

async function place() {
  const goods = await shop.goods(500_000, 5)
  const placed = (await shop.checkOut(customer, await shop.cart(customer, [goods.id, 1]), 500_000)).json()
  const bankPage = new URL(placed.payment.redirectUrl).pathname
  return { goods, order: placed.order, payment: placed.payment, bankPage }
}
/** What the buyer does at the bank; gives where the bank sends them. */
const atTheBank = async (bankPage: string, action: 'pay' | 'cancel' | 'pay-and-stay') =>
  (
    await simulator.app.inject({
      method: 'POST',
      url: bankPage,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `action=${action}`,
    })
  ).headers.location

test('a buyer who pays at ZarinPal comes back to a paid order', async () => {
  const { goods, order, payment, bankPage } = await place()
  const back = new URL(String(await atTheBank(bankPage, 'pay')))
  expect(back.pathname).toBe(`/payments/return/${payment.id}`)
  expect(back.searchParams.get('Status')).toBe('OK')
  expect((await shop.confirm(payment.id)).json()).toEqual({ orderId: order.id, state: 'paid' })
  expect(await shop.order(customer, order.id)).toMatchObject({
    state: 'paid',
    payment: { state: 'paid', reference: expect.stringMatching(/^\d+$/), cardPan: '502229******5995' },
  })
  expect(await shop.stock(goods.id)).toMatchObject({ pending: 1, reserved: 0 })
})

test('a buyer who turns back has an unpaid order and tries again', async () => {
  const { order, payment, bankPage } = await place()
  await atTheBank(bankPage, 'cancel')
  expect((await shop.confirm(payment.id, 'NOK')).json().state).toBe('failed')
  const again = (await shop.payAgain(customer, order.id)).json().payment
  await atTheBank(new URL(again.redirectUrl).pathname, 'pay')
  expect((await shop.confirm(again.id)).json().state).toBe('paid')
})

test('a gateway in trouble is told as payment_unavailable, with the order to try again', async () => {
  await simulator.app.inject({
    method: 'PUT',
    url: '/admin/switches',
    payload: { failNext: [{ call: 'request', kind: 'html' }] },
  })
  const goods = await shop.goods(500_000, 5)
  const failed = (await shop.checkOut(customer, await shop.cart(customer, [goods.id, 1]), 500_000)).json()
  expect(failed).toMatchObject({ status: 502, code: 'payment_unavailable' })
  expect((await shop.payAgain(customer, failed.orderId)).statusCode).toBe(200)
})

test('the sweeper finds a buyer who paid and closed the browser, and stops when it is closed', async () => {
  const { order, bankPage } = await place()
  await atTheBank(bankPage, 'pay-and-stay')
  shop.clock.advance(120_000)
  const sweeper = startPaymentSweeper(shop.deps, 5)
  await eventually(async () => (await shop.order(customer, order.id)).state === 'paid')
  await sweeper.close()
  const queries = shop.db.queryCount
  await new Promise((resolve) => setImmediate(resolve))
  expect(shop.db.queryCount).toBe(queries)
})

test('a sweep that fails is logged and the next one goes on', async () => {
  const { order, bankPage } = await place()
  await atTheBank(bankPage, 'pay')
  shop.clock.advance(120_000)
  let broken = true
  const db: Database = Object.assign(Object.create(shop.db), {
    transaction: <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
      if (!broken) return shop.db.transaction(work)
      broken = false
      return Promise.reject(new Error('the database is away'))
    },
  })
  const sweeper = startPaymentSweeper({ ...shop.deps, db }, 5)
  await eventually(async () => (await shop.order(customer, order.id)).state === 'paid')
  await sweeper.close()
  expect(shop.lines.join('')).toContain('the payment sweep failed')
})
