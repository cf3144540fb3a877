import { MAHAK_FAILURE_CODES } from '@hybrid-store/contracts/mahak-adapter'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backoffMs, MAX_ATTEMPTS } from '../src/retry-error-manager/backoff.ts'
import { createBreaker } from '../src/retry-error-manager/breaker.ts'
import { classOfFailure, classOfRow, ROW_RULES } from '../src/retry-error-manager/classify.ts'
import { isInfrastructureError } from '../src/retry-error-manager/infrastructure-error.ts'
import { nextStep, stepAfterFailedCall } from '../src/retry-error-manager/next-step.ts'

describe('failed calls', () => {
  test.each([
    ['timeout', true, 'uncertain'],
    ['timeout', false, 'transient'],
    ['unavailable', true, 'uncertain'],
    ['unavailable', false, 'transient'],
    ['malformed', true, 'uncertain'],
    ['unauthorized', true, 'auth'],
    ['invalid', true, 'batch_rejected'],
    ['conflict', true, 'conflict'],
    ['rate_limited', true, 'rate_limited'],
    ['subscription_expired', true, 'config'],
    ['account_changed', true, 'config'],
  ] as const)('%s with sent %s is %s', (code, sent, expected) => {
    expect(classOfFailure({ code, sent })).toBe(expected)
  })

  test('a failed call counts as an attempt of a record only when Mahak refused it alone', () => {
    const counting = MAHAK_FAILURE_CODES.filter((code) => {
      const step = stepAfterFailedCall(classOfFailure({ code, sent: true }), { attempts: 0, singledOut: false })
      return step.kind === 'retry' && step.counts
    })
    expect(counting).toEqual(['invalid'])
    expect(stepAfterFailedCall('batch_rejected', { attempts: MAX_ATTEMPTS - 1, singledOut: false })).toEqual({
      kind: 'dead',
    })
  })
})

describe('refused rows', () => {
  const EXAMPLES: Record<string, [property: string, error: string]> = {
    'registered order': ['OrderId', 'امكان ويرايش سفارش ثبت‌شده نيست'],
    'newer version at Mahak': ['RowVersion', 'error 2002'],
    'missing setting': ['StoreId', 'StoreId is required'],
    'unknown parent': ['PersonId', 'شخص یافت نشد'],
    'busy server': ['', 'Transaction was deadlocked'],
    'wrong field': ['IncomeId,ExpenseId,ProductDetailId', 'ProductDetailId or IncomeId or ExpenseId is required '],
    'wrong value': ['', 'مقدار نامعتبر است'],
  }

  test.each(ROW_RULES.map((rule) => [rule.name, rule.class] as const))('%s is %s', (name, expected) => {
    const [property, error] = EXAMPLES[name] ?? ['', '']
    expect(classOfRow({ errors: [{ property, error }] })).toBe(expected)
  })

  test('a number in which an error code happens to occur is not that code', () => {
    expect(classOfRow({ errors: [{ property: 'Price', error: 'row 520013 has a wrong price' }] })).toBe('permanent')
    expect(classOfRow({ errors: [{ property: 'Price', error: 'row 720021 has a wrong price' }] })).toBe('permanent')
  })

  test('a refusal nobody knows is tried again', () => {
    expect(classOfRow({ errors: [{ property: '', error: '؟' }] })).toBe('transient')
    expect(classOfRow({})).toBe('transient')
  })

  test('of several errors the one that only a person can mend decides', () => {
    const errors = [
      { property: '', error: 'timeout' },
      { property: 'Price', error: 'wrong' },
    ]
    expect(classOfRow({ errors })).toBe('permanent')
  })
})

describe('next step', () => {
  const whole = { attempts: 0, partial: false }

  test('a hopeless record stops, a half stored one goes on', () => {
    expect(nextStep('permanent', whole)).toEqual({ kind: 'dead' })
    expect(nextStep('permanent', { attempts: 0, partial: true })).toMatchObject({ kind: 'retry', counts: true })
    expect(nextStep('immutable', { attempts: 0, partial: true })).toEqual({ kind: 'dead' })
  })

  test('what is not the record’s own fault never counts', () => {
    for (const failure of ['config', 'dependency', 'auth', 'rate_limited'] as const)
      expect(nextStep(failure, { attempts: 99, partial: false })).toMatchObject({ kind: 'retry', counts: false })
    expect(nextStep('uncertain', whole)).toEqual({ kind: 'settle', counts: false })
  })

  test('attempts end', () => {
    expect(nextStep('transient', { attempts: MAX_ATTEMPTS - 2, partial: false })).toMatchObject({ kind: 'retry' })
    expect(nextStep('transient', { attempts: MAX_ATTEMPTS - 1, partial: false })).toEqual({ kind: 'dead' })
  })
})

test('a backoff lies between nothing and its rung, and never above ten minutes', () => {
  fc.assert(
    fc.property(fc.nat(100), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
      const delay = backoffMs(failures, () => random)
      expect(delay).toBeGreaterThanOrEqual(0)
      expect(delay).toBeLessThanOrEqual(Math.min(600_000, 5_000 * 2 ** failures))
    }),
  )
})

test('a breaker pauses longer with each failure, respects what Mahak asks for, and forgets at a success', () => {
  let now = 0
  const breaker = createBreaker(
    () => now,
    () => 1,
  )
  breaker.failed()
  expect(breaker.isClosed()).toBe(false)
  now = 5_000
  expect(breaker.isClosed()).toBe(true)
  breaker.failed()
  now = 14_999
  expect(breaker.isClosed()).toBe(false)
  now = 15_000
  breaker.failed(60_000)
  now = 74_999
  expect(breaker.isClosed()).toBe(false)
  breaker.succeeded()
  expect(breaker.isClosed()).toBe(true)
})

test.each([
  [Object.assign(new Error('x'), { code: '40P01' }), true],
  [Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), true],
  [new Error('Connection terminated unexpectedly'), true],
  [Object.assign(new Error('x'), { code: '23505' }), false],
  [Object.assign(new Error('x'), { code: 'ERR_INVALID_ARG_TYPE' }), false],
  [new TypeError('x'), false],
  ['text', false],
])('%s: infrastructure is %s', (error, expected) => {
  expect(isInfrastructureError(error)).toBe(expected)
})
