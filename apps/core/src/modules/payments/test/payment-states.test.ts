import { PAYMENT_STATES } from '@hybrid-store/contracts'
import { expect, test } from 'vitest'
import { isPastExpiry, nextInquiry } from '../inquiry-schedule.ts'
import { isSettled, OPEN_STATES, statesBefore } from '../payment-states.ts'

test('money that was given back is the end, and only captured money counts as settled', () => {
  for (const to of PAYMENT_STATES) expect(statesBefore(to)).not.toContain('reversed')
  expect(PAYMENT_STATES.filter(isSettled)).toEqual(['paid', 'reversed'])
})

test('money can arrive from every state in which a token exists, however late', () => {
  expect(statesBefore('paid')).toEqual(['redirected', 'failed', 'unknown', 'expired'])
})

test('a paid payment leaves its state only by giving the money back', () => {
  expect(PAYMENT_STATES.filter((to) => statesBefore(to).includes('paid'))).toEqual(['reversed'])
})

test('every open payment can be given up', () => {
  for (const state of OPEN_STATES)
    expect([...statesBefore('failed'), ...statesBefore('expired')], state).toContain(state)
})

const at = (time: string): Date => new Date(`2026-11-23T${time}Z`)
test.each([
  ['12:00:00', '12:02:00'],
  ['12:01:59', '12:02:00'],
  ['12:02:00', '12:05:00'],
  ['12:05:00', '12:09:00'],
  ['12:09:00', '12:15:00'],
  ['12:15:00', '12:20:00'],
  ['13:00:00', '13:05:00'],
])('a payment of 12:00 is, at %s, asked about next at %s', (now, next) => {
  expect(nextInquiry(at('12:00:00'), at(now))).toEqual(at(next))
})

test('a payment is past its time after fifteen minutes', () => {
  expect(isPastExpiry(at('12:00:00'), at('12:14:59'))).toBe(false)
  expect(isPastExpiry(at('12:00:00'), at('12:15:00'))).toBe(true)
})
