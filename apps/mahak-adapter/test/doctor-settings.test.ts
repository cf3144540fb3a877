import { systemClock } from '@hybrid-store/kernel'
import { expect, test } from 'vitest'
import type { ExaminationInput } from '../src/doctor/examination.ts'
import { readSettings } from '../src/doctor/settings/read-settings.ts'

const GOOD = {
  MAHAK_BASE_URL: 'https://mahak.example/API/v3',
  MAHAK_USERNAME: 'visitor',
  MAHAK_PASSWORD: 'a password of words',
}
const HASH = '0123456789abcdef0123456789ABCDEF'

const inputOf = (environment: Record<string, string | undefined>, more: Partial<ExaminationInput> = {}) => ({
  environment,
  shop: {
    priceLevel: null,
    booksCurrency: 'rial' as const,
    sellingStores: null,
    bankCode: null,
    personGroupCode: null,
  },
  knownAccount: 'none' as const,
  clock: systemClock,
  ...more,
})

const codesOf = (change: Record<string, string | undefined>): string[] =>
  readSettings(inputOf({ ...GOOD, ...change })).findings.map(({ code }) => code)

test('good settings are complete and nothing else', () => {
  const { findings, settings } = readSettings(inputOf(GOOD))
  expect(findings.map(({ en }) => en)).toEqual(['The settings are complete: mahak.example, names v1 of the calls.'])
  expect(settings).toMatchObject({ ...GOOD, MAHAK_PASSWORD_IS_HASHED: false, MAHAK_API_NAMES: 'v1' })
})

test('each missing setting is named with what belongs there', () => {
  const { findings, settings } = readSettings(inputOf({ MAHAK_USERNAME: '' }))
  expect(settings).toBeNull()
  expect(findings.map(({ en }) => en)).toEqual([
    'MAHAK_BASE_URL is not set. Set it where the store is started: the address of Mahak (https://mahakacc.mahaksoft.com/API/v3).',
    'MAHAK_USERNAME is not set. Set it where the store is started: the user name of the visitor in the desktop program.',
    'MAHAK_PASSWORD is not set. Set it where the store is started: the password of the visitor in the desktop program.',
  ])
})

test.each([
  ['mahakacc.mahaksoft.com/API/v3', ['url_invalid']],
  ['ftp://mahak.example/API/v3', ['url_invalid']],
  ['"https://mahak.example/API/v3"', ['setting_quoted', 'url_invalid']],
  ['http://mahak.example/API/v3', ['url_not_https']],
  ['https://visitor:password@mahak.example/API/v3', ['url_with_login']],
  ['https://mahak.example/API/v3/Sync/Login', ['url_with_call']],
  ['https://mahak.example', ['settings_complete', 'url_without_path']],
  ['https://mahak.example/api/V3/', ['settings_complete']],
  ['http://127.0.0.1:8091/API/v3', ['settings_complete']],
  [' https://mahak.example/API/v3 ', ['settings_complete', 'setting_blanks']],
])('the address %s', (address, expected) => {
  expect(codesOf({ MAHAK_BASE_URL: address })).toEqual(expected)
})

test('the address that should have been is shown', () => {
  const { findings } = readSettings(inputOf({ ...GOOD, MAHAK_BASE_URL: 'https://mahak.example/api/v3/Sync/Login' }))
  expect(findings[0]?.en).toBe('MAHAK_BASE_URL goes on after /API/v3. Let it end there: https://mahak.example/api/v3')
})

test.each([
  [{ MAHAK_PASSWORD: HASH }, ['settings_complete', 'password_looks_hashed']],
  [{ MAHAK_PASSWORD: HASH, MAHAK_PASSWORD_IS_HASHED: 'true' }, ['settings_complete']],
  [{ MAHAK_PASSWORD_IS_HASHED: 'true' }, ['password_not_hash']],
  [{ MAHAK_PASSWORD: ' blank before' }, ['settings_complete', 'setting_blanks']],
  [{ MAHAK_PASSWORD: "'quoted'" }, ['settings_complete', 'setting_quoted']],
])('the password %j', (change, expected) => {
  expect(codesOf(change)).toEqual(expected)
})

test('settings that can have some values only are named when they have others', () => {
  expect(codesOf({ MAHAK_PASSWORD_IS_HASHED: 'yes' })).toEqual(['setting_invalid'])
  expect(codesOf({ MAHAK_API_NAMES: 'v3' })).toEqual(['setting_invalid'])
  const problems = [{ setting: 'PRICE_LEVEL', reason: 'too big' }]
  expect(readSettings(inputOf(GOOD, { problems })).findings[0]?.en).toBe('PRICE_LEVEL cannot be used: too big.')
})

test('no finding quotes the password, the user or an address that holds them', () => {
  const secrets = { MAHAK_USERNAME: ' visitor-name', MAHAK_PASSWORD: '"my-password"' }
  const environments = [secrets, { ...secrets, MAHAK_BASE_URL: 'https://visitor-name:my-password@mahak.example' }]
  const text = JSON.stringify(
    environments.map((environment) => readSettings(inputOf({ ...GOOD, ...environment })).findings),
  )
  expect(text).not.toMatch(/visitor-name|my-password/)
})
