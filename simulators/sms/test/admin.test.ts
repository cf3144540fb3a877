import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { KEY, RECEPTOR, type Simulator, startSimulator } from './harness.ts'

let provider: Simulator
beforeEach(async () => {
  provider = await startSimulator()
})
afterEach(() => provider.close())

const fetchLookup = () =>
  fetch(`${provider.url}/v1/${KEY}/verify/lookup.json?receptor=${RECEPTOR}&token=1&template=otp`, {
    signal: AbortSignal.timeout(300),
  })

test('the inbox shows receptor, template and tokens, the newest first, and reads itself again without scripts', async () => {
  await provider.lookUp({ token: '11111' })
  await provider.lookUp({ token: '22222' })
  const { body, headers } = await provider.app.inject({ url: '/' })
  expect(headers['content-type']).toBe('text/html; charset=utf-8')
  expect(body).toContain('<html lang="fa" dir="rtl">')
  expect(body).toContain('<meta http-equiv="refresh" content="5">')
  expect(body).toContain(`data-testid="receptor">${RECEPTOR}<`)
  expect(body).toContain('data-testid="template">otp<')
  expect(body.indexOf('data-testid="token">22222<')).toBeLessThan(body.indexOf('data-testid="token">11111<'))
  expect(body).not.toContain('<script')
})

test('what a message says is shown, not run', async () => {
  await provider.send({ message: '<script>alert(1)</script>' })
  expect((await provider.app.inject({ url: '/' })).body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
})

test('messages are listed by receptor, the newest first; a number that is none is a problem', async () => {
  await provider.lookUp({ token: '1' })
  await provider.lookUp({ token: '2' })
  await provider.lookUp({ token: '3', receptor: '09351112233' })
  const tokens = (await provider.messages('۰۹۱۲۱۲۳۴۵۶۷')).map(
    ({ tokens }: { tokens: { token: string } }) => tokens.token,
  )
  expect(tokens).toEqual(['2', '1'])
  expect((await provider.app.inject({ url: '/admin/messages?receptor=12' })).json()).toMatchObject({
    code: 'invalid_request',
    errors: [{ field: 'querystring.receptor' }],
  })
})

test('switches take single changes and refuse unknown names and wrong values', async () => {
  expect((await provider.set({ credit: 5 })).json()).toEqual({
    latencyMs: 0,
    failNext: [],
    credit: 5,
    apiKeys: null,
    templates: null,
    advancedService: true,
    deliveryStatus: 10,
  })
  expect((await provider.set({ credits: 5 })).statusCode).toBe(400)
  expect((await provider.set({ deliveryStatus: 99 })).statusCode).toBe(400)
  expect((await provider.app.inject({ url: '/admin/switches' })).json()).toMatchObject({
    credit: 5,
    deliveryStatus: 10,
  })
})

test.each([
  ['500', 500, 'Internal Server Error'],
  ['html', 200, '<!doctype html>'],
  ['empty', 200, ''],
])('a failure of kind %s happens once and sends nothing', async (kind, status, start) => {
  await provider.set({ failNext: [{ call: 'lookup', kind }] })
  const answer = await provider.lookUp()
  expect(answer.statusCode).toBe(status)
  expect(answer.body.startsWith(start)).toBe(true)
  expect(await provider.messages()).toEqual([])
  expect((await provider.lookUp()).statusCode).toBe(200)
})

test('a reset sends nothing; a time-out after sending has sent', async () => {
  await provider.set({
    failNext: [
      { call: 'lookup', kind: 'reset' },
      { call: 'lookup', kind: 'timeout-after-send' },
    ],
  })
  await expect(fetchLookup()).rejects.toThrow('fetch failed')
  expect(await provider.messages()).toEqual([])
  await expect(fetchLookup()).rejects.toMatchObject({ name: 'TimeoutError' })
  expect(await provider.messages()).toHaveLength(1)
})

test('messages outlive a restart, and ids go on', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sms-'))
  const dataFile = path.join(folder, 'messages.jsonl')
  const before = await startSimulator({ dataFile })
  await before.lookUp({ token: '1' })
  await before.close()
  const after = await startSimulator({ dataFile })
  await after.lookUp({ token: '2' })
  const ids = (await after.messages()).map(({ messageId }: { messageId: number }) => messageId)
  expect(ids).toEqual([8_792_345, 8_792_344])
  await after.close()
  await rm(folder, { recursive: true })
})
