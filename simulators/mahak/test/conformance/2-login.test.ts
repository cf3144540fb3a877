import { request } from 'node:http'
import { expect } from 'vitest'
import { z } from 'zod'
import { LOGIN } from './facts/2-login.ts'
import { contract } from './support/contract.ts'
import { newOrder } from './support/requests.ts'
import { type Answer, md5, type World } from './support/world.ts'

const fact = contract(LOGIN)

const CREDENTIALS = { userName: 'shop1', password: md5('shop1') }
const dataSchema = z.object({
  Data: z.object({ UserToken: z.string(), ServerTime: z.string(), VisitorId: z.number(), MahakId: z.string() }),
})
const dataOf = ({ json }: Answer) => dataSchema.parse(json).Data

const claimsSchema = z.object({ nbf: z.number(), exp: z.number(), iat: z.number(), userToken: z.string() })
const decode = (token: string, part: number): unknown =>
  JSON.parse(Buffer.from(token.split('.')[part] ?? '', 'base64url').toString('utf8'))
const claimsOf = async ({ mahak }: World) =>
  claimsSchema.loose().parse(decode(dataOf(await mahak.login()).UserToken, 1))
const userOf = async (world: World) => Object(JSON.parse((await claimsOf(world)).userToken))

const succeeds =
  (body: object) =>
  async ({ mahak }: World) => {
    expect((await mahak.post('/Sync/Login', body)).json).toMatchObject({ Result: true, Data: { VisitorId: 40_123 } })
  }
const fails =
  (body: object) =>
  async ({ mahak }: World) => {
    const { json } = await mahak.post('/Sync/Login', body)
    expect(json).toMatchObject({ Result: false })
    expect(json).not.toHaveProperty('Data')
  }

fact('2.1-md5', async ({ mahak }) => {
  // shop1 and, in UTF-8, گذرواژه
  const hashes = { shop1: '12186fe8a7b1dd053d95e8d3379c7271', newcomer3: '1157e54acb10d834af0c915e7c4506fc' }
  for (const [userName, password] of Object.entries(hashes))
    expect((await mahak.post('/Sync/Login', { userName, password })).json).toMatchObject({ Result: true })
})
fact('2.1-plain-refused', async (world) => {
  expect(world.admin.defaults.acceptPlainPassword).toBe(false)
  await fails({ userName: 'shop1', password: 'shop1' })(world)
})
fact('2.1-plain-accepted', async (world) => {
  await world.admin.switch({ acceptPlainPassword: true })
  await succeeds({ userName: 'shop1', password: 'shop1' })(world)
  await fails({ userName: 'shop1', password: 'seller2' })(world)
})
fact('2.1-user-name-required', fails({ password: md5('shop1') }))
fact('2.1-password-required', fails({ userName: 'shop1' }))
fact('2.1-database-id', async (world) => {
  await succeeds(CREDENTIALS)(world)
  await succeeds({ ...CREDENTIALS, databaseId: 0 })(world)
})
fact('2.1-package-no', succeeds({ ...CREDENTIALS, packageNo: '3500000' }))
fact('2.1-language', async ({ mahak }) => {
  const languageOf = async (body: object) => {
    const { UserToken } = dataOf(await mahak.post('/Sync/Login', body))
    return JSON.parse(claimsSchema.parse(decode(UserToken, 1)).userToken).Language
  }
  expect(await languageOf(CREDENTIALS)).toBe('fa')
  expect(await languageOf({ ...CREDENTIALS, language: 'en-US' })).toBe('en-US')
})
fact(
  '2.1-extras',
  succeeds({
    ...CREDENTIALS,
    appId: 'MahakOrder',
    description: 'shop.example',
    clientVersion: '3.486',
    DeviceId: 'a1',
  }),
)

fact('2.2-keys', async ({ mahak }) => {
  const { json } = await mahak.login()
  expect(Object.keys(Object(json).Data)).toEqual([
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
})
fact('2.2-token-length', async ({ mahak }) => {
  const { length } = dataOf(await mahak.login()).UserToken
  expect(length).toBeGreaterThan(650)
  expect(length).toBeLessThan(760)
})
fact('2.2-visitor-id', async ({ mahak, desktop }) => {
  const { VisitorId } = dataOf(await mahak.login('seller2'))
  const order = newOrder({ visitorId: VisitorId })
  await mahak.save({ orders: [order] }, 'seller2')
  const { Orders, VisitorProducts } = await mahak.read({ fromOrderVersion: 0, fromVisitorProductVersion: 0 }, 'seller2')
  expect(Orders).toMatchObject([{ OrderClientId: order.orderClientId, VisitorId }])
  expect(new Set(VisitorProducts?.map((row) => row.VisitorId))).toEqual(new Set([VisitorId]))
  expect(await desktop.rows('Visitors')).toContainEqual(expect.objectContaining({ VisitorId, Username: 'seller2' }))
})
const showsInData =
  (members: object) =>
  async ({ mahak }: World) => {
    expect((await mahak.login()).json).toMatchObject({ Data: members })
  }
fact('2.2-database-id', async ({ mahak }) => {
  const answers = [await mahak.login('shop1'), await mahak.login('seller2')]
  expect(answers.map(({ json }) => json)).toMatchObject([
    { Data: { DatabaseId: 51_234 } },
    { Data: { DatabaseId: 51_234 } },
  ])
})
fact('2.2-moved-account', async (world) => {
  await world.admin.switch({ databaseId: 51_999 })
  await showsInData({ DatabaseId: 51_999 })(world)
})
fact('2.2-sync-id', showsInData({ SyncId: 0 }))
fact('2.2-user-title', showsInData({ UserTitle: 'فروشگاه اینترنتی' }))
fact('2.2-server-time', async ({ mahak }) => {
  const { ServerTime } = dataOf(await mahak.login())
  expect(ServerTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}\+03:30$/)
  expect(Math.abs(Date.parse(ServerTime) - Date.now())).toBeLessThan(5_000)
})
fact('2.2-clock-skew', async ({ mahak, admin }) => {
  await admin.switch({ clockSkewMs: 800_000 })
  const ahead = Date.parse(dataOf(await mahak.login()).ServerTime) - Date.now()
  expect(ahead).toBeGreaterThan(780_000)
  expect(ahead).toBeLessThan(820_000)
})
fact('2.2-mahak-id', async ({ mahak }) => {
  const { MahakId } = dataOf(await mahak.login())
  expect(MahakId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  expect(dataOf(await mahak.login('seller2')).MahakId).toBe(MahakId)
})
fact('2.2-credit-day', showsInData({ CreditDay: 80 }))
fact('2.2-credit-day-negative', async ({ mahak, admin }) => {
  expect(admin.defaults.expiredAnswers).toBe('login-only')
  await admin.switch({ creditDay: -3 })
  expect((await mahak.login()).json).toMatchObject({ Result: true, Data: { CreditDay: -3 } })
  expect((await mahak.ask('/Sync/GetAllData', { fromStoreVersion: 0 })).json).toMatchObject({ Result: true })
})
fact('2.2-credit-day-refused', async ({ mahak, desktop, admin }) => {
  await admin.switch({ creditDay: -3, expiredAnswers: 'refuse-calls' })
  expect((await mahak.login()).json).toMatchObject({ Result: true, Data: { CreditDay: -3 } })
  const order = newOrder()
  for (const [path, body] of [
    ['GetAllData', { fromStoreVersion: 0 }],
    ['SaveAllData', { orders: [order] }],
  ] as const) {
    const { status, json } = await mahak.ask(`/Sync/${path}`, body)
    expect([path, status, json]).toEqual([path, 200, expect.objectContaining({ Result: false })])
  }
  expect((await desktop.rows('Orders')).filter((row) => row.OrderClientId === order.orderClientId)).toEqual([])
})
fact('2.2-with-data-transfer', async ({ mahak }) => {
  expect((await mahak.login()).json).toMatchObject({ Data: { WithDataTransfer: false } })
  expect((await mahak.read({ fromStoreVersion: 0 })).Stores).toHaveLength(2)
})
fact('2.2-package-no', async ({ mahak }) => {
  const { json } = await mahak.post('/Sync/Login', { ...CREDENTIALS, packageNo: '3500000' })
  expect(json).toMatchObject({ Data: { PackageNo: 3_500_000 } })
})
fact('2.2-failure', async ({ mahak }) => {
  const { json } = await mahak.post('/Sync/Login', { ...CREDENTIALS, password: md5('wrong') })
  expect(json).toMatchObject({ Result: false, Message: expect.stringMatching(/./) })
  expect(json).not.toHaveProperty('Data')
})
const WRONG = { userName: 'shop1', password: md5('wrong') }
fact('2.2-failure-200', async ({ mahak, admin }) => {
  expect(admin.defaults.wrongPasswordStatus).toBe(200)
  expect((await mahak.post('/Sync/Login', WRONG)).status).toBe(200)
})
fact('2.2-failure-401', async ({ mahak, admin }) => {
  await admin.switch({ wrongPasswordStatus: 401 })
  expect((await mahak.post('/Sync/Login', WRONG)).status).toBe(401)
  expect((await mahak.login()).status).toBe(200)
})
fact('2.2-unknown-user', async ({ mahak }) => {
  const unknown = await mahak.post('/Sync/Login', { userName: 'nobody', password: md5('shop1') })
  const wrong = await mahak.post('/Sync/Login', WRONG)
  expect([unknown.status, unknown.text]).toEqual([wrong.status, wrong.text])
})

fact('2.3-jwt', async ({ mahak }) => {
  const token = await mahak.token()
  expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
  expect(decode(token, 0)).toEqual({ alg: 'HS256', typ: 'JWT' })
})
fact('2.3-claims', async (world) => {
  expect(Object.keys(await claimsOf(world)).toSorted()).toEqual(['MahakID', 'exp', 'iat', 'nbf', 'userToken'])
})
fact('2.3-user-token', async (world) => {
  const named =
    'UserName MahakID CreateTime DatabaseId DatabaseType SyncId VisitorId Language CreditDay PackageNo'.split(' ')
  const user = await userOf(world)
  expect(Object.keys(user)).toEqual(expect.arrayContaining(named))
  expect(Object.keys(user)).toHaveLength(12)
  expect(user).toMatchObject({ UserName: 'shop1', VisitorId: 40_123, DatabaseId: 51_234, CreditDay: 80 })
})
fact('2.3-password-inside', async (world) => {
  expect(Object.values(await userOf(world))).toContain(md5('shop1'))
})
fact('2.3-client-ip', async (world) => {
  expect(Object.values(await userOf(world))).toContain('127.0.0.1')
})
fact('2.3-create-time', async (world) => {
  expect((await userOf(world)).CreateTime).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+\+03:30$/)
})
fact('2.3-lifetime', async (world) => {
  const { nbf, exp } = await claimsOf(world)
  expect(exp - nbf).toBe(604_800)
})
fact('2.3-side-by-side', async ({ mahak }) => {
  const tokens = [dataOf(await mahak.login()).UserToken, dataOf(await mahak.login()).UserToken]
  for (const token of [...tokens, ...tokens.toReversed()])
    expect((await mahak.post('/Sync/GetAllData', {}, { authorization: token })).status).toBe(200)
})
fact('2.3-renewal', async ({ mahak, admin }) => {
  const { UserToken: old } = dataOf(await mahak.login())
  await admin.expireTokens()
  mahak.forgetTokens()
  expect((await mahak.post('/Sync/GetAllData', {}, { authorization: old })).status).toBe(401)
  const { UserToken: renewed } = dataOf(await mahak.login())
  expect((await mahak.post('/Sync/GetAllData', {}, { authorization: renewed })).status).toBe(200)
})

/** The status of a read with the token, made from another address of this machine. */
const readFrom = (localAddress: string, { mahak }: World) =>
  new Promise<number | undefined>((resolve, reject) => {
    void mahak.token().then((authorization) => {
      const headers = { authorization, 'content-type': 'application/json' }
      const url = `${mahak.host}/API/v3/Sync/GetAllData`
      const call = request(url, { method: 'POST', localAddress, headers }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
      call.on('error', reject).end('{}')
    }, reject)
  })
fact('2.3-ip-free', async (world) => {
  expect(world.admin.defaults.tokenBoundToIp).toBe(false)
  expect(await readFrom('127.0.0.2', world)).toBe(200)
})
fact('2.3-ip-bound', async (world) => {
  await world.admin.switch({ tokenBoundToIp: true })
  expect(await readFrom('127.0.0.2', world)).toBe(401)
  expect(await readFrom('127.0.0.1', world)).toBe(200)
})

const METADATA = {
  databaseId: 51_234,
  packageNo: '3500000',
  language: 'fa',
  appId: 'x',
  description: 'x',
  clientVersion: '1',
}
fact('2.4-same-data', async ({ mahak }) => {
  const [plain, typed] = [await mahak.login(), await mahak.post('/Sync/LoginV2', { ...CREDENTIALS, ...METADATA })]
  const { UserToken: _one, ServerTime: _now, ...data } = Object(plain.json).Data
  expect(typed.json).toMatchObject({ Result: true, Data: data })
  expect(Object.keys(Object(typed.json).Data)).toEqual(Object.keys(Object(plain.json).Data))
})
fact('2.4-strict', async ({ mahak, admin }) => {
  expect(admin.defaults.loginV2Strict).toBe(true)
  expect((await mahak.post('/Sync/LoginV2', CREDENTIALS)).json).toMatchObject({ Result: false })
  expect((await mahak.post('/Sync/LoginV2', { ...CREDENTIALS, ...METADATA })).json).toMatchObject({ Result: true })
})
fact('2.4-lenient', async ({ mahak, admin }) => {
  await admin.switch({ loginV2Strict: false })
  expect((await mahak.post('/Sync/LoginV2', CREDENTIALS)).json).toMatchObject({ Result: true })
})
