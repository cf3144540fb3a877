import { fixedClock } from '@hybrid-store/kernel'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { md5, SMALL, startSimulator, type TestSimulator } from './support/simulator.ts'

const clock = fixedClock('2026-02-01T20:47:09.852Z')
let mahak: TestSimulator
beforeAll(async () => {
  mahak = await startSimulator({ catalogue: SMALL, clock })
})
afterAll(() => mahak.stop())

const login = (body: object, path = '/API/v3/Sync/Login') => mahak.send('POST', path, body)

describe('§2.1 request', () => {
  test('user name and MD5 of the password are enough', async () => {
    const answer = await login({ userName: 'shop1', password: md5('shop1') })
    expect(await answer.json()).toMatchObject({ Result: true, Data: { VisitorId: 40_123 } })
  })

  test('§2.4 LoginV2 wants to know who calls; a switch lets it off', async () => {
    const credentials = { userName: 'shop1', password: md5('shop1') }
    const sender = { databaseId: 0, packageNo: '3500000', appId: 'x', description: 'shop.test', clientVersion: '1.0' }
    const v2 = async (body: object) => (await login(body, '/API/v3/Sync/LoginV2')).json()
    expect(await v2({ ...credentials, ...sender })).toMatchObject({ Result: true, Data: { VisitorId: 40_123 } })
    for (const name of Object.keys(sender)) {
      const refused = await v2({ ...credentials, ...sender, [name]: undefined })
      expect(refused).toEqual({ Result: false, Code: 1002, Message: `اطلاعات ورود کامل نیست: ${name}` })
    }
    await mahak.switch({ loginV2Strict: false })
    expect(await v2(credentials)).toMatchObject({ Result: true })
    await mahak.switch({ loginV2Strict: true })
  })

  test('members are taken in any case, with all that Android sends', async () => {
    const body = {
      UserName: 'shop1',
      PASSWORD: md5('shop1'),
      databaseId: 0,
      language: 'en-US',
      appId: 'MahakOrder',
      DeviceId: 'x',
    }
    expect(await (await login(body)).json()).toMatchObject({ Result: true })
  })

  test.each([
    ['plain text', 'shop1'],
    ['upper-case hex', md5('shop1').toUpperCase()],
    ['another password', md5('shop2')],
    ['nothing', undefined],
  ])('%s as password is refused with status 200, Result false and a Persian message', async (_name, password) => {
    const answer = await login({ userName: 'shop1', password })
    expect(answer.status).toBe(200)
    const body = await answer.json()
    expect(body).toEqual({ Result: false, Code: 1001, Message: 'نام کاربری یا رمز عبور اشتباه است' })
    expect(body).not.toHaveProperty('Data')
  })

  test('switches accept plain text and answer a wrong password with 401', async () => {
    await mahak.switch({ acceptPlainPassword: true, wrongPasswordStatus: 401 })
    expect(await (await login({ userName: 'shop1', password: 'shop1' })).json()).toMatchObject({ Result: true })
    expect((await login({ userName: 'shop1', password: 'shop' })).status).toBe(401)
    await mahak.switch({ acceptPlainPassword: false, wrongPasswordStatus: 200 })
  })
})

const dataSchema = z.object({
  Data: z.looseObject({ UserToken: z.string(), ServerTime: z.string(), MahakId: z.string() }),
})
const readData = async () =>
  dataSchema.parse(await (await login({ userName: 'shop1', password: md5('shop1') })).json()).Data

test('§2.2 the answer has the members of the captures in their order, and the time with its zone', async () => {
  const answer = z
    .object({ Data: z.unknown() })
    .parse(await (await login({ userName: 'shop1', password: md5('shop1') })).json())
  expect(Object.keys(Object(answer.Data))).toEqual([
    'UserToken',
    'SyncId',
    'VisitorId',
    'DatabaseId',
    'UserTitle',
    'ServerTime',
    'MahakId',
    'CreditDay',
    'HasRadara',
    'WithDataTransfer',
    'PackageNo',
  ])
  const data = await readData()
  expect(data.ServerTime).toBe('2026-02-02T00:17:09.8520713+03:30')
  expect(data).toMatchObject({
    SyncId: 0,
    DatabaseId: 51_234,
    UserTitle: 'فروشگاه اینترنتی',
    CreditDay: 80,
    PackageNo: 3_500_000,
  })
  expect(data.MahakId).toMatch(/^[0-9a-f-]{36}$/)
})

test('§2.3 the token is a JWT for seven days whose userToken is a JSON text with user, visitor and database', async () => {
  const claims = decodeJwt((await readData()).UserToken)
  expect(Object.keys(claims).sort()).toEqual(['MahakID', 'exp', 'iat', 'nbf', 'userToken'])
  expect(Number(claims.exp) - Number(claims.nbf)).toBe(604_800)
  expect(JSON.parse(String(claims.userToken))).toMatchObject({
    UserName: 'shop1',
    Password: md5('shop1'),
    VisitorId: 40_123,
    DatabaseId: 51_234,
    CreateTime: '2026-02-02T00:17:09.8520713+03:30',
  })
})

test('§2.3 several tokens of one user are valid side by side', async () => {
  const first = await mahak.login()
  clock.advance(60_000)
  const second = await mahak.login()
  expect(second).not.toBe(first)
  for (const authorization of [first, second]) {
    expect((await mahak.send('POST', '/API/v3/Sync/GetAllData', {}, { authorization })).status).toBe(200)
  }
})

test('§2.3 an expired token is answered with 401', async () => {
  const moving = fixedClock('2026-02-01T00:00:00Z')
  const own = await startSimulator({ catalogue: SMALL, clock: moving })
  const token = await own.login()
  const read = () => own.send('POST', '/API/v3/Sync/GetAllData', {}, { authorization: token })
  moving.advance(604_799_000)
  expect((await read()).status).toBe(200)
  moving.advance(2_000)
  expect((await read()).status).toBe(401)
  await own.stop()
})
