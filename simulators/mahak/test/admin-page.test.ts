import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { lastingSchema } from '../src/switches/switches.ts'
import { SMALL, startSimulator, type TestSimulator } from './support/simulator.ts'

let mahak: TestSimulator
beforeAll(async () => {
  mahak = await startSimulator({ catalogue: SMALL })
})
afterAll(() => mahak.stop())
afterEach(() => submit('defaults', {}))

const page = async () => (await mahak.call('/admin')).text()
const current = async () => (await mahak.call('/admin/switches')).json()
const submit = async (form: string, fields: Record<string, string>) => {
  const body = new URLSearchParams(fields)
  const answer = await mahak.call(`/admin/forms/${form}`, { method: 'POST', body, redirect: 'manual' })
  expect(answer.status).toBe(303)
  return decodeURIComponent(answer.headers.get('location') ?? '')
}

test('every switch has its control, and none says that it was changed', async () => {
  const text = await page()
  for (const name of Object.keys(lastingSchema.shape)) expect(text).toContain(`data-testid="switch-${name}"`)
  expect(text).not.toContain('data-testid="changed-')
})

test('a form sets its switches, numbers also in Persian digits, and marks what is not the default', async () => {
  const before = Object(await current())
  expect(
    await submit('switches', { creditDay: '−۱۲', expiredAnswers: 'refuse-calls', autoConvertAfterSeconds: '' }),
  ).toBe('/admin?notice=ذخیره شد')
  expect(await submit('switches', { sorted: 'true', wrongPasswordStatus: '401' })).toContain('ذخیره شد')
  expect(await current()).toEqual({
    ...before,
    creditDay: -12,
    expiredAnswers: 'refuse-calls',
    sorted: true,
    wrongPasswordStatus: 401,
  })
  const text = await page()
  expect(text.match(/data-testid="changed-\w+"/g)).toEqual([
    'data-testid="changed-sorted"',
    'data-testid="changed-wrongPasswordStatus"',
    'data-testid="changed-creditDay"',
    'data-testid="changed-expiredAnswers"',
  ])
  expect(text).toContain('<option value="401" selected>')
})

test.each([
  ['switches', { creditDay: 'many' }],
  ['switches', { sorted: 'perhaps' }],
  ['switches', { databaseId: '' }],
  ['switches', { latency: '1' }],
  ['timing', { medianMs: '100', p95Ms: '50', lateCommitMs: '0' }],
  ['timing', {}],
  ['fault', { path: '', kind: '418', times: '1' }],
  ['fault', { path: '', kind: '500', times: '0' }],
  ['fault', { path: '', kind: '500', percent: '101' }],
] as const)('a form "%s" with %j changes nothing', async (form, fields) => {
  const before = await current()
  expect(await submit(form, { ...fields })).toContain('چیزی ذخیره نشد')
  expect(await current()).toEqual(before)
})

test('faults are planned, shown and taken back', async () => {
  expect(await page()).toContain('data-testid="no-faults"')
  await submit('fault', { path: 'SaveAllData', kind: 'reset-after', times: '۳' })
  await submit('fault', { path: '', kind: '503', times: '1' })
  await submit('fault', { path: 'GetAllData', kind: '429', percent: '12.5' })
  await submit('timing', { medianMs: '1', p95Ms: '2', lateCommitMs: '3' })
  expect(await current()).toMatchObject({
    failNext: [
      { path: 'SaveAllData', kind: 'reset-after', times: 3 },
      { path: '', kind: '503', times: 1 },
    ],
    failRate: [{ path: 'GetAllData', kind: '429', probability: 0.125 }],
    latency: { medianMs: 1, p95Ms: 2 },
    lateCommitMs: 3,
  })
  const text = await page()
  for (const shown of ['data-testid="planned"', 'reset-after', '۳ بار بعد', '۱۲.۵ درصد']) expect(text).toContain(shown)
  await submit('no-faults', {})
  expect(await current()).toMatchObject({ failNext: [], failRate: [], lateCommitMs: 3 })
})

test('a button voids all tokens, and the calls are shown', async () => {
  const authorization = await mahak.login()
  await submit('expire-tokens', {})
  const answer = await mahak.send('POST', '/API/v3/Sync/GetAllData?userToken=<b>', {}, { authorization })
  expect(answer.status).toBe(401)
  const text = await page()
  expect(text).toContain('<bdi>POST /API/v3/Sync/GetAllData</bdi>')
  expect(text).not.toContain('<b>')
})

test('what a path of a fault holds is shown as text', async () => {
  await submit('fault', { path: '<script>', kind: '500', times: '1' })
  expect(await page()).toContain('<bdi>&lt;script&gt;</bdi>')
})
