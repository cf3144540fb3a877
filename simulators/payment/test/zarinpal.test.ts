import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MERCHANT, type Simulator, startSimulator } from './harness.ts'

let gateway: Simulator
beforeAll(async () => {
  gateway = await startSimulator()
})
afterAll(() => gateway.close())

const refusal = (code: number) => ({ data: [], errors: { code, message: expect.any(String), validations: [] } })
const paid = async (change: object = {}) => {
  const authority = await gateway.open(change)
  await gateway.press(authority, 'pay')
  return authority
}

describe('request', () => {
  test('gives an authority of 36 characters, the fee and an empty list of errors', async () => {
    expect(await gateway.answer('request', gateway.order)).toEqual({
      data: {
        code: 100,
        message: 'Success',
        authority: expect.stringMatching(/^S[0-9a-z]{35}$/),
        fee_type: 'Merchant',
        fee: 1_250,
      },
      errors: [],
    })
  })

  test('gives another authority each time, also for the same order', async () => {
    expect(await gateway.open()).not.toBe(await gateway.open())
  })

  test.each([
    ['no merchant', { merchant_id: undefined }, 'merchant_id'],
    ['a merchant that is no UUID', { merchant_id: 'shop' }, 'merchant_id'],
    ['no amount', { amount: undefined }, 'amount'],
    ['a fraction of a Rial', { amount: 1000.5 }, 'amount'],
    ['less than 1000 Rial', { amount: 999 }, 'amount'],
    ['less than 100 Toman', { amount: 99, currency: 'IRT' }, 'amount'],
    ['another currency', { currency: 'USD' }, 'currency'],
    ['no description', { description: undefined }, 'description'],
    ['a description of 501 characters', { description: 'x'.repeat(501) }, 'description'],
    ['a callback that is no address', { callback_url: 'shop' }, 'callback_url'],
    ['a script as callback', { callback_url: 'javascript:alert(1)' }, 'callback_url'],
    [
      'a cart whose sums are wrong',
      { cart_data: { items: [{ item_amount: 10, item_count: 2, item_amount_sum: 10 }] } },
      'cart_data.items.0',
    ],
  ])('%s is refused with -9 and the name of the field', async (_what, change, field) => {
    const answer = await gateway.answer('request', { ...gateway.order, ...change })
    expect(answer.data).toEqual([])
    expect(answer.errors.code).toBe(-9)
    expect(answer.errors.validations.flatMap(Object.keys)).toEqual([field])
  })

  test('100,000,000 Toman are accepted and a Rial more is refused with -41, in both units', async () => {
    expect((await gateway.answer('request', { ...gateway.order, amount: 1_000_000_000 })).data.code).toBe(100)
    expect(await gateway.answer('request', { ...gateway.order, amount: 1_000_000_001 })).toEqual(refusal(-41))
    expect(await gateway.answer('request', { ...gateway.order, amount: 100_000_001, currency: 'IRT' })).toEqual(
      refusal(-41),
    )
  })

  test('a share below 10,000 Rial is refused with -36', async () => {
    const wages = [{ iban: 'IR130570028780010957775103', amount: 9_999, description: 'x' }]
    expect(await gateway.answer('request', { ...gateway.order, wages })).toEqual(refusal(-36))
  })

  test('an empty list is taken for empty metadata, as PHP writes it', async () => {
    expect((await gateway.answer('request', { ...gateway.order, metadata: [] })).data.code).toBe(100)
  })

  test('a body that is no JSON is refused with -9, not with a crash', async () => {
    const answer = await gateway.app.inject({
      method: 'POST',
      url: '/pg/v4/payment/request.json',
      payload: '{"merchant',
      headers: { 'content-type': 'application/json' },
    })
    expect(answer.json()).toMatchObject({ data: [], errors: { code: -9 } })
  })
})

describe('verify', () => {
  test('answers 100 once and 101 with the same data ever after', async () => {
    const authority = await paid({ metadata: { order_id: 'ord_12' } })
    const first = await gateway.verify(authority)
    expect(first).toEqual({
      data: {
        code: 100,
        message: 'Paid',
        card_hash: expect.stringMatching(/^[0-9A-F]{64}$/),
        card_pan: '502229******5995',
        ref_id: expect.any(Number),
        fee_type: 'Merchant',
        fee: 1_250,
        order_id: 'ord_12',
        wages: null,
      },
      errors: [],
    })
    const again = { ...first, data: { ...first.data, code: 101, message: 'Verified' } }
    expect(await gateway.verify(authority)).toEqual(again)
    expect(await gateway.verify(authority)).toEqual(again)
  })

  test('of ten verifications at once exactly one is the first', async () => {
    const authority = await paid()
    const codes = await Promise.all(Array.from({ length: 10 }, async () => (await gateway.verify(authority)).data.code))
    expect(codes.sort()).toEqual([100, ...Array.from({ length: 9 }, () => 101)])
  })

  test('every payment has a reference number of its own', async () => {
    const references = [
      (await gateway.verify(await paid())).data.ref_id,
      (await gateway.verify(await paid())).data.ref_id,
    ]
    expect(new Set(references).size).toBe(2)
  })

  test('another amount is refused with -50 and leaves the payment unverified', async () => {
    const authority = await paid()
    expect(await gateway.verify(authority, { amount: 25_000 })).toEqual(refusal(-50))
    expect(await gateway.inquire(authority)).toBe('PAID')
  })

  test('the amount is meant in the unit of the request', async () => {
    const authority = await paid({ amount: 25_000, currency: 'IRT' })
    expect(await gateway.verify(authority, { amount: 250_000 })).toEqual(refusal(-50))
    expect((await gateway.verify(authority, { amount: 25_000 })).data).toMatchObject({ code: 100, fee: 125 })
  })

  test('what nobody paid, or somebody cancelled, is refused with -51', async () => {
    const authority = await gateway.open()
    expect(await gateway.verify(authority)).toEqual(refusal(-51))
    await gateway.press(authority, 'cancel')
    expect(await gateway.verify(authority)).toEqual(refusal(-51))
  })

  test('the payment of another merchant is refused with -53, an unknown one with -54', async () => {
    expect(await gateway.verify(await paid(), { merchant_id: gateway.otherMerchant })).toEqual(refusal(-53))
    expect(await gateway.verify(`S${'0'.repeat(35)}`)).toEqual(refusal(-54))
  })
})

describe('inquiry and the list of unverified payments', () => {
  test('inquiry follows a payment from the bank to its end and verifies nothing', async () => {
    const authority = await gateway.open()
    expect(await gateway.inquire(authority)).toBe('IN_BANK')
    await gateway.press(authority, 'pay')
    expect(await gateway.inquire(authority)).toBe('PAID')
    expect((await gateway.verify(authority)).data.code).toBe(100)
    expect(await gateway.inquire(authority)).toBe('VERIFIED')
  })

  test('a page that was not paid on in 30 minutes has failed', async () => {
    const authority = await gateway.open()
    gateway.clock.advance(30 * 60_000 + 1)
    expect(await gateway.inquire(authority)).toBe('FAILED')
    expect((await gateway.press(authority, 'pay')).statusCode).toBe(409)
    expect(await gateway.inquire(authority)).toBe('FAILED')
  })

  test('unVerified lists exactly what is captured and not verified, the newest first, of this merchant', async () => {
    const own = await startSimulator()
    const [verified, first, second] = [await own.open(), await own.open(), await own.open()]
    for (const authority of [verified, first, second]) await own.press(authority, 'pay')
    await own.verify(verified)
    await own.open()
    const foreign = await own.open({ merchant_id: own.otherMerchant })
    await own.press(foreign, 'pay')
    const answer = await own.answer('unVerified', { merchant_id: MERCHANT })
    expect(answer.data).toEqual({
      code: 100,
      message: 'Success',
      authorities: [second, first].map((authority) => ({
        authority,
        amount: 250_000,
        callback_url: 'https://shop.test/pay?order=12',
        referer: '',
        date: '2026-11-23 13:30:00',
      })),
    })
    await own.close()
  })
})

describe('reverse', () => {
  const reverse = (authority: string) => gateway.answer('reverse', { merchant_id: MERCHANT, authority })

  test('gives the money back within 30 minutes, verified or not, and only once', async () => {
    const authority = await paid()
    gateway.clock.advance(30 * 60_000)
    expect(await reverse(authority)).toEqual({ data: { code: 100, message: 'Reversed' }, errors: [] })
    expect(await gateway.inquire(authority)).toBe('REVERSED')
    expect(await reverse(authority)).toEqual(refusal(-61))
    expect(await gateway.verify(authority)).toEqual(refusal(-51))
  })

  test('after 30 minutes it is refused with -63, and the payment stays', async () => {
    const authority = await paid()
    await gateway.verify(authority)
    gateway.clock.advance(30 * 60_000 + 1)
    expect(await reverse(authority)).toEqual(refusal(-63))
    expect(await gateway.inquire(authority)).toBe('VERIFIED')
  })

  test('an unpaid payment is refused with -61', async () => {
    expect(await reverse(await gateway.open())).toEqual(refusal(-61))
  })
})

test('the fee is 0.5 % and at most 12,000 Toman, in the unit that was asked in', async () => {
  const feeOf = async (amount: number, currency: string) =>
    (await gateway.answer('feeCalculation', { merchant_id: MERCHANT, amount, currency })).data
  expect(await feeOf(1_000_001, 'IRR')).toEqual({
    code: 100,
    message: 'Success',
    amount: 1_000_001,
    fee_type: 'Merchant',
    fee: 5_001,
    suggested_amount: 1_000_001,
  })
  expect(await feeOf(100_000_000, 'IRR')).toMatchObject({ fee: 120_000 })
  expect(await feeOf(100_000_000, 'IRT')).toMatchObject({ fee: 12_000 })
})
