import { ORDER_STATES, type OrderState } from '@hybrid-store/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canMove, statesBefore } from '../order-states.ts'

const state = fc.constantFrom(...ORDER_STATES)

test('no walk through the states ever leaves cancelled, or leaves paid but by a cancellation', () => {
  fc.assert(
    fc.property(fc.array(state, { maxLength: 12 }), (wishes) => {
      let current: OrderState = 'pending_payment'
      for (const wish of wishes) {
        const before: OrderState = current
        if (canMove(before, wish)) current = wish
        if (before === 'cancelled') expect(current).toBe('cancelled')
        if (before === 'paid') expect(['paid', 'cancelled']).toContain(current)
      }
    }),
  )
})

test('the states before a state are exactly those that can move to it, and never itself', () => {
  fc.assert(
    fc.property(state, state, (from, to) => {
      expect(statesBefore(to).includes(from)).toBe(canMove(from, to))
      expect(canMove(to, to)).toBe(false)
    }),
  )
})

test('an order is paid in time, late or on its delivery, and expires only while it waits for the bank', () => {
  expect(statesBefore('paid')).toEqual(['pending_payment', 'placed', 'expired'])
  expect(statesBefore('placed')).toEqual(['pending_payment'])
  expect(statesBefore('expired')).toEqual(['pending_payment'])
  expect(statesBefore('pending_payment')).toEqual(['expired'])
})
