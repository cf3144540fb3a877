import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSmsSimulator, type SmsSimulator } from '@hybrid-store/simulator-sms'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { recordingLogger, silent } from '../../../shared/test/test-server.ts'
import { createKavenegar } from '../index.ts'

const KEY = 'secret-api-key-0123'
const MOBILE = '+989121234567'
const CODE = '428613'
let simulator: SmsSimulator
const { logger, lines } = recordingLogger()
beforeAll(async () => {
  simulator = await createSmsSimulator({ port: 0, logger: silent })
})
afterAll(() => simulator.close())
beforeEach(() => switches({ failNext: [], credit: 50_000_000, apiKeys: null, templates: null, advancedService: true }))

const switches = (payload: object) => simulator.app.inject({ method: 'PUT', url: '/admin/switches', payload })
const inbox = async () =>
  (await simulator.app.inject({ url: '/admin/messages', query: { receptor: '09121234567' } })).json().messages
const sender = (baseUrl = simulator.url, timeoutMs = 2_000) =>
  createKavenegar({ baseUrl, apiKey: KEY, otpTemplate: 'store-login', logger, timeoutMs })

test('a code arrives as the token of the template at the number', async () => {
  expect(await sender().sendOtp(MOBILE, CODE)).toEqual({ ok: true, value: undefined })
  expect((await inbox())[0]).toMatchObject({
    receptor: '09121234567',
    template: 'store-login',
    tokens: { token: CODE },
    type: 'sms',
  })
})

test.each([
  ['the key is wrong', { apiKeys: ['another'] }, 'account_refused'],
  ['there is no credit', { credit: 0 }, 'account_refused'],
  ['the advanced service is missing', { advancedService: false }, 'account_refused'],
  ['the template is not approved', { templates: {} }, 'template_refused'],
  ['the provider answers 500', { failNext: [{ call: 'lookup', kind: '500' }] }, 'unavailable'],
  ['the provider answers with HTML', { failNext: [{ call: 'lookup', kind: 'html' }] }, 'unavailable'],
  ['the provider answers with nothing', { failNext: [{ call: 'lookup', kind: 'empty' }] }, 'unavailable'],
  ['the connection breaks', { failNext: [{ call: 'lookup', kind: 'reset' }] }, 'unavailable'],
])('nothing is sent and the failure has its class when %s', async (_when, change, code) => {
  await switches(change)
  const before = (await inbox()).length
  expect(await sender().sendOtp(MOBILE, CODE)).toEqual({ ok: false, error: { code } })
  expect((await inbox()).length).toBe(before)
})

test('a number the provider refuses is told apart', async () => {
  expect(await sender().sendOtp('+9821', CODE)).toEqual({ ok: false, error: { code: 'number_refused' } })
})

test('a provider that does not answer in time, or is not there, is unavailable', async () => {
  const mute: Server = createServer(() => undefined)
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(mute.address() as AddressInfo).port}`
  expect(await sender(baseUrl, 50).sendOtp(MOBILE, CODE)).toEqual({ ok: false, error: { code: 'unavailable' } })
  mute.closeAllConnections()
  await new Promise((resolve) => mute.close(resolve))
  expect(await sender(baseUrl).sendOtp(MOBILE, CODE)).toEqual({ ok: false, error: { code: 'unavailable' } })
})

test('the log knows the class and the status of failures, and neither key nor number nor code', () => {
  expect(lines.length).toBeGreaterThan(5)
  expect(lines.join('')).toContain('"providerStatus":418')
  for (const secret of [KEY, '9121234567', CODE]) expect(lines.join('')).not.toContain(secret)
})
