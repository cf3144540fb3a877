import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Simulator, startSimulator } from './harness.ts'

let gateway: Simulator
beforeAll(async () => {
  gateway = await startSimulator()
})
afterAll(() => gateway.close())

const show = (authority: string) => gateway.app.inject({ url: `/pg/StartPay/${authority}` })

test('the page shows the amount in Toman, what it is for, and three buttons, right to left and without scripts', async () => {
  const answer = await show(await gateway.open())
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(answer.body).toContain('<html lang="fa" dir="rtl">')
  expect(answer.body).toContain('data-testid="amount">۲۵٬۰۰۰ تومان<')
  expect(answer.body).toContain('data-testid="description">سفارش ۱۲<')
  for (const button of ['pay', 'cancel', 'pay-and-stay'])
    expect(answer.body).toContain(`value="${button}" data-testid="${button}"`)
  expect(answer.body).not.toContain('<script')
})

test('what a shop writes into the description is shown, not run', async () => {
  const { body } = await show(await gateway.open({ description: '<img src=x onerror=alert(1)>&"' }))
  expect(body).not.toContain('<img')
  expect(body).toContain('&lt;img src=x onerror=alert(1)&gt;&amp;&quot;')
})

test('paying sends the browser back with OK and keeps the parameters of the shop', async () => {
  const authority = await gateway.open()
  const answer = await gateway.press(authority, 'pay')
  expect(answer.statusCode).toBe(303)
  expect(answer.headers.location).toBe(`https://shop.test/pay?order=12&Authority=${authority}&Status=OK`)
})

test('turning back sends the browser back with NOK, and nothing is captured', async () => {
  const authority = await gateway.open()
  const answer = await gateway.press(authority, 'cancel')
  expect(answer.headers.location).toBe(`https://shop.test/pay?order=12&Authority=${authority}&Status=NOK`)
  expect(await gateway.inquire(authority)).toBe('FAILED')
})

test('a buyer can pay and never come back', async () => {
  const authority = await gateway.open()
  const answer = await gateway.press(authority, 'pay-and-stay')
  expect(answer.statusCode).toBe(200)
  expect(answer.headers.location).toBeUndefined()
  expect(await gateway.inquire(authority)).toBe('PAID')
})

test('a second press pays nothing twice and shows the way back', async () => {
  const authority = await gateway.open()
  await gateway.press(authority, 'pay')
  const before = (await gateway.verify(authority)).data.ref_id
  const second = await gateway.press(authority, 'pay')
  expect(second.statusCode).toBe(409)
  expect(second.body).toContain('Status=OK')
  expect((await gateway.verify(authority)).data).toMatchObject({ code: 101, ref_id: before })
})

test('a paid payment cannot be cancelled afterwards', async () => {
  const authority = await gateway.open()
  await gateway.press(authority, 'pay')
  expect((await gateway.press(authority, 'cancel')).statusCode).toBe(409)
  expect(await gateway.inquire(authority)).toBe('PAID')
})

test('an unknown authority is a page that says so, an unknown action a problem', async () => {
  expect((await show('S0')).statusCode).toBe(404)
  expect((await gateway.press('S0', 'pay')).statusCode).toBe(404)
  const authority = await gateway.open()
  expect((await gateway.press(authority, 'steal')).json()).toMatchObject({ code: 'invalid_request' })
  expect(await gateway.inquire(authority)).toBe('IN_BANK')
})
