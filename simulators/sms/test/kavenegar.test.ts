import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { KEY, RECEPTOR, type Simulator, startSimulator } from './harness.ts'

let provider: Simulator
beforeEach(async () => {
  provider = await startSimulator()
})
afterEach(() => provider.close())

const SENT_AT = Date.parse('2026-11-23T10:00:00Z') / 1_000

/** The refusal is in the envelope and in the HTTP status, and nothing was sent. */
async function expectRefusal(answer: { statusCode: number; json(): unknown }, status: number) {
  expect(answer.json()).toEqual({ return: { status, message: expect.any(String) }, entries: null })
  expect(answer.statusCode).toBe(status)
  expect(await provider.messages()).toEqual([])
}

describe('verify/lookup', () => {
  test('sends the template with its tokens and answers with one entry', async () => {
    const answer = await provider.lookUp({ token10: 'علی رضایی' })
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({
      return: { status: 200, message: 'تایید شد' },
      entries: [
        {
          messageid: 8_792_344,
          message: 'otp: 12345 علی رضایی',
          status: 5,
          statustext: 'ارسال به مخابرات',
          sender: '1000596446',
          receptor: RECEPTOR,
          date: SENT_AT,
          cost: 1_800,
        },
      ],
    })
    expect(await provider.messages(RECEPTOR)).toMatchObject([
      {
        messageId: 8_792_344,
        receptor: RECEPTOR,
        template: 'otp',
        tokens: { token: '12345', token10: 'علی رضایی' },
        sentAt: '2026-11-23T10:00:00.000Z',
      },
    ])
  })

  test('is called with GET as well, and takes a receptor in any spelling', async () => {
    const answer = await provider.app.inject({
      url: `/v1/${KEY}/verify/lookup.json`,
      query: { receptor: '+98 912 123 4567', token: '1', template: 'otp' },
    })
    expect(answer.json().entries[0].receptor).toBe(RECEPTOR)
    expect(await provider.messages('989121234567')).toHaveLength(1)
  })

  test.each([
    [400, 'no template', { template: undefined }],
    [400, 'no token', { token: undefined }],
    [406, 'an empty token', { token: '' }],
    [411, 'a receptor that is no mobile', { receptor: '02188776655' }],
    [424, 'a template with a blank in its name', { template: 'order paid' }],
    [424, 'a template with an underscore in its name', { template: 'order_paid' }],
    [431, 'a token with a blank', { token: '12 34' }],
    [431, 'a token with an underscore', { token2: 'a_b' }],
    [431, 'a token with a line break', { token20: 'a\nb' }],
    [431, 'a token of 101 characters', { token: '1'.repeat(101) }],
    [431, 'a token10 with six blanks', { token10: 'a b c d e f g' }],
    [428, 'a call with a token that is no number', { token: 'abc', type: 'call' }],
  ])('answers %i to %s and sends nothing', async (status, _what, change) => {
    await expectRefusal(
      await provider.call('verify/lookup', { receptor: RECEPTOR, token: '12345', template: 'otp', ...change }),
      status,
    )
  })

  test('five blanks in token10 and eight in token20 are taken', async () => {
    const answer = await provider.lookUp({ token10: 'a b c d e f', token20: 'a b c d e f g h i' })
    expect(answer.statusCode).toBe(200)
  })

  test('fills the text of an approved template; others are 424, one without a place for a token is 432', async () => {
    await provider.set({ templates: { otp: 'کد ورود: %token\nبرای %token10 از %token2', plain: 'سلام' } })
    const answer = await provider.lookUp({ token2: 'محک', token10: 'علی رضایی' })
    expect(answer.json().entries[0].message).toBe('کد ورود: 12345\nبرای علی رضایی از محک')
    expect((await provider.lookUp({ template: 'other' })).statusCode).toBe(424)
    expect((await provider.lookUp({ template: 'plain' })).statusCode).toBe(432)
    expect(await provider.messages()).toHaveLength(1)
  })
})

describe('sms/send', () => {
  test('sends free text to every receptor and answers with one entry each', async () => {
    const answer = await provider.send({ receptor: `${RECEPTOR},09351112233`, sender: '30004' })
    expect(answer.json().entries).toMatchObject([
      { receptor: RECEPTOR, sender: '30004', message: 'سلام', status: 5 },
      { receptor: '09351112233', sender: '30004', message: 'سلام', status: 5 },
    ])
    expect(await provider.messages()).toHaveLength(2)
  })

  test('the same localid sends nothing a second time and answers as the first time', async () => {
    const first = await provider.send({ localid: '77' })
    const second = await provider.send({ localid: '77' })
    expect(second.json()).toEqual(first.json())
    expect(await provider.messages()).toHaveLength(1)
    expect((await provider.app.inject({ url: '/admin/switches' })).json().credit).toBe(50_000_000 - 1_800)
  })

  test.each([
    [400, 'no message', { message: undefined }],
    [406, 'an empty receptor', { receptor: '' }],
    [411, 'one bad receptor among good ones', { receptor: `${RECEPTOR},123` }],
    [412, 'a sender that is no line', { sender: 'shop' }],
    [413, 'an empty message', { message: '' }],
    [413, 'a message of 901 characters', { message: 'x'.repeat(901) }],
    [414, '201 receptors', { receptor: Array.from({ length: 201 }, () => RECEPTOR).join(',') }],
    [417, 'a date in the past', { date: String(SENT_AT - 1) }],
    [419, 'fewer localids than receptors', { receptor: `${RECEPTOR},09351112233`, localid: '1' }],
  ])('answers %i to %s and sends nothing', async (status, _what, change) => {
    await expectRefusal(await provider.call('sms/send', { receptor: RECEPTOR, message: 'سلام', ...change }), status)
  })
})

describe('the account', () => {
  test('a message costs what its segments cost, and the credit says so', async () => {
    await provider.send({ message: 'س'.repeat(71) })
    const answer = await provider.call('account/info', {})
    expect(answer.json()).toEqual({
      return: { status: 200, message: 'تایید شد' },
      entries: { remaincredit: 50_000_000 - 2 * 1_800, expiredate: SENT_AT + 365 * 86_400, type: 'Master' },
    })
  })

  test('without credit nothing is sent: 418', async () => {
    await provider.set({ credit: 1_799 })
    await expectRefusal(await provider.lookUp(), 418)
    await expectRefusal(await provider.send(), 418)
  })

  test('a wrong key is 403, an account without the advanced service 426', async () => {
    await provider.set({ apiKeys: ['another'], advancedService: true })
    await expectRefusal(await provider.lookUp(), 403)
    await provider.set({ apiKeys: [KEY], advancedService: false })
    await expectRefusal(await provider.lookUp(), 426)
    expect((await provider.send()).statusCode).toBe(200)
  })

  test('an unknown method is 404, a body that cannot be read 400', async () => {
    expect((await provider.call('sms/outbox', {})).json().return.status).toBe(404)
    const broken = await provider.app.inject({
      method: 'POST',
      url: `/v1/${KEY}/sms/send.json`,
      payload: '{',
      headers: { 'content-type': 'application/json' },
    })
    expect(broken.json().return.status).toBe(400)
  })
})

test('status tells how each message fared, and 100 of those that are unknown or older than 48 hours', async () => {
  const { messageid } = (await provider.lookUp()).json().entries[0]
  const ask = async () => (await provider.call('sms/status', { messageid: `${messageid}, 1` })).json().entries
  expect(await ask()).toEqual([
    { messageid, status: 10, statustext: 'رسیده به گیرنده' },
    { messageid: 1, status: 100, statustext: 'شناسه پیامک نامعتبر است' },
  ])
  await provider.set({ deliveryStatus: 14 })
  expect((await ask())[0]).toMatchObject({ status: 14, statustext: 'بلاک شده است' })
  provider.clock.advance(48 * 3_600_000 + 1)
  expect((await ask())[0]).toMatchObject({ status: 100 })
})

test('neither keys nor numbers nor codes reach the log', async () => {
  await provider.lookUp({ token: '98765' })
  await provider.call('no/such', {}, KEY)
  await provider.set({ apiKeys: [] })
  await provider.lookUp()
  const log = provider.logged.join('')
  expect(log).toContain('/v1/:apiKey/verify/lookup.json')
  for (const secret of [KEY, RECEPTOR, '98765']) expect(log).not.toContain(secret)
})
