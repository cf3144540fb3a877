import { sql } from '@hybrid-store/database'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { cookie, type IdentityDesk, identityDesk, otherThan } from './desk.ts'

const MOBILE = '+989121234567'
let desk: IdentityDesk
beforeAll(async () => {
  desk = await identityDesk()
})
afterAll(() => desk.close())
beforeEach(async () => {
  desk.smsFailure.next = null
  desk.sent.length = 0
  await desk.db.run(
    sql`truncate identity.otp_challenge, identity.otp_request, identity.session, customers.customer cascade`,
  )
})
const seconds = (count: number) => desk.clock.advance(count * 1000)
const counts = () =>
  desk.db.row(sql`
    select (select count(*) from identity.otp_challenge) as challenges, (select count(*) from customers.customer) as customers,
      (select count(*) from identity.session) as sessions`)

test('the code that was sent opens a session for the number, and works once', async () => {
  const asked = await desk.askCode('۰۹۱۲ ۱۲۳ ۴۵۶۷')
  expect([asked.statusCode, asked.json()]).toEqual([200, { expiresInSeconds: 120, resendAfterSeconds: 60 }])
  expect(desk.sent).toEqual([{ mobile: MOBILE, code: expect.stringMatching(/^\d{6}$/) }])

  const code = desk.lastCode()
  const entered = await desk.enter(
    '09121234567',
    code.replace(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'.charAt(Number(digit))),
  )
  expect(entered.statusCode).toBe(200)
  const { accessToken, customer } = entered.json()
  expect(customer).toEqual({ id: expect.stringMatching(/^cus_/), mobile: MOBILE, firstName: '', lastName: '' })
  expect(await desk.tokens.verify(accessToken)).toMatchObject({ sub: customer.id, aud: 'customer', permissions: [] })
  expect(cookie(entered, 'store_access')).toBe(accessToken)

  expect((await desk.enter(MOBILE, code)).json().code).toBe('otp_expired')
  expect(await counts()).toEqual({ challenges: 0, customers: 1, sessions: 1 })
})

test('the answer is the same whether the number is known or not', async () => {
  const unknown = await desk.askCode(MOBILE)
  await desk.enter(MOBILE, desk.lastCode())
  seconds(60)
  const known = await desk.askCode(MOBILE)
  expect([known.statusCode, known.body]).toEqual([unknown.statusCode, unknown.body])
})

test('the database holds no code', async () => {
  await desk.askCode(MOBILE)
  const row = await desk.db.row<{ codeHash: Buffer }>(sql`select code_hash as "codeHash" from identity.otp_challenge`)
  expect(row?.codeHash).toHaveLength(32)
  expect(row?.codeHash.toString('latin1')).not.toContain(desk.lastCode())
})

test('after five wrong tries the code is dead, even if the sixth is right', async () => {
  await desk.askCode(MOBILE)
  const code = desk.lastCode()
  for (const triesLeft of [4, 3, 2, 1, 0]) {
    expect((await desk.enter(MOBILE, otherThan(code))).json()).toMatchObject({
      status: 401,
      code: 'otp_wrong',
      triesLeft,
    })
  }
  expect((await desk.enter(MOBILE, code)).json()).toMatchObject({ status: 401, code: 'otp_expired' })
  expect(await counts()).toEqual({ challenges: 1, customers: 0, sessions: 0 })
})

test('thirty guesses at once are five tries, and the code opens one session however often it is entered at once', async () => {
  await desk.askCode(MOBILE)
  const wrong = otherThan(desk.lastCode())
  const guesses = await Promise.all(Array.from({ length: 30 }, () => desk.enter(MOBILE, wrong)))
  expect(guesses.filter((guess) => guess.json().code === 'otp_wrong')).toHaveLength(5)

  seconds(60)
  await desk.askCode(MOBILE)
  const entries = await Promise.all(Array.from({ length: 10 }, () => desk.enter(MOBILE, desk.lastCode())))
  expect(entries.filter((entry) => entry.statusCode === 200)).toHaveLength(1)
  expect(await counts()).toEqual({ challenges: 0, customers: 1, sessions: 1 })
})

test('a code lives 120 seconds', async () => {
  await desk.askCode(MOBILE)
  seconds(119)
  expect((await desk.enter(MOBILE, otherThan(desk.lastCode()))).json().code).toBe('otp_wrong')
  seconds(1)
  expect((await desk.enter(MOBILE, desk.lastCode())).json().code).toBe('otp_expired')
})

test('a second code comes after 60 seconds and replaces the first', async () => {
  await desk.askCode(MOBILE)
  const first = desk.lastCode()
  seconds(20)
  const early = await desk.askCode(MOBILE)
  expect(early.json()).toMatchObject({ status: 429, code: 'too_many_requests', retryAfterSeconds: 40 })
  expect(early.headers['retry-after']).toBe('40')
  expect(desk.sent).toHaveLength(1)
  seconds(40)
  expect((await desk.askCode(MOBILE)).statusCode).toBe(200)
  if (first !== desk.lastCode()) expect((await desk.enter(MOBILE, first)).json().code).toBe('otp_wrong')
  expect((await desk.enter(MOBILE, desk.lastCode())).statusCode).toBe(200)
})

test('a number gets five codes an hour', async () => {
  for (let sent = 0; sent < 5; sent += 1) {
    expect((await desk.askCode(MOBILE)).statusCode).toBe(200)
    seconds(61)
  }
  expect((await desk.askCode(MOBILE)).json()).toMatchObject({
    code: 'too_many_requests',
    retryAfterSeconds: 3600 - 305,
  })
  expect(desk.sent).toHaveLength(5)
})

test('an address starts thirty codes an hour, for whatever numbers; another address goes on', async () => {
  for (let n = 0; n < 30; n += 1) await desk.askCode(`0912000${String(n).padStart(4, '0')}`, '192.0.2.9')
  expect(desk.sent).toHaveLength(30)
  expect((await desk.askCode('09350000001', '192.0.2.9')).json().code).toBe('too_many_requests')
  expect((await desk.askCode('09350000001', '192.0.2.10')).statusCode).toBe(200)
})

test('of twenty requests at once for one number one sends a message', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => desk.askCode(MOBILE)))
  expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, ...Array(19).fill(429)])
  expect(desk.sent).toHaveLength(1)
})

test('a provider that fails is told of clearly; the wait counts all the same', async () => {
  desk.smsFailure.next = { code: 'unavailable' }
  const failed = await desk.askCode(MOBILE)
  expect(failed.json()).toMatchObject({
    status: 502,
    code: 'bad_gateway',
    detail: 'پیامک کد ورود فرستاده نشد؛ یک دقیقهٔ دیگر دوباره کد بخواهید.',
  })
  expect((await desk.askCode(MOBILE)).json().code).toBe('too_many_requests')
})

test('bad input is refused with the field, and nothing is sent or written', async () => {
  const cases: [string, object, string][] = [
    ['otp', {}, 'body.mobile'],
    ['otp', { mobile: '02188776655' }, 'body.mobile'],
    ['otp', { mobile: 9121234567 }, 'body.mobile'],
    ['otp/verify', { mobile: MOBILE, code: '12345' }, 'body.code'],
    ['otp/verify', { mobile: MOBILE, code: 'abcdef' }, 'body.code'],
  ]
  for (const [path, payload, field] of cases) {
    const answer = (await desk.post(path, payload)).json()
    expect([answer.status, answer.code, answer.errors[0].field]).toEqual([400, 'invalid_request', field])
  }
  expect(desk.sent).toEqual([])
  expect(await counts()).toEqual({ challenges: 0, customers: 0, sessions: 0 })
})

test('neither number nor code nor token is in the log, whatever happened', async () => {
  await desk.askCode(MOBILE)
  const entered = await desk.enter(MOBILE, desk.lastCode())
  const log = desk.lines.join('')
  expect(log).toContain('answered')
  for (const secret of ['9121234567', desk.lastCode(), entered.json().accessToken, cookie(entered, 'store_refresh')])
    expect(log).not.toContain(secret)
})
