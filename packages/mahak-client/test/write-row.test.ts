import { expect, test } from 'vitest'
import { problemsOfDraft, writeRow } from '../src/index.ts'

test('a row goes out in camelCase with nothing added', () => {
  expect(writeRow('Orders', { OrderClientId: 700123, CarrierID: 3001, SendCost: 0, ReceiptId: undefined })).toEqual({
    orderClientId: 700123,
    carrierID: 3001,
    sendCost: 0,
  })
})

test('an instant becomes Tehran wall-clock time, a time without zone is left as it is', () => {
  expect(writeRow('Orders', { OrderDate: '2026-02-09T10:35:00Z', DeliveryDate: '2026-02-09T14:05:00' })).toEqual({
    orderDate: '2026-02-09T14:05:00',
    deliveryDate: '2026-02-09T14:05:00',
  })
})

test('fields the entity does not have and values of another kind are named', () => {
  expect(problemsOfDraft('Orders', { Comment: 'x', PersonId: 'abc', SendCost: 5, OrderDate: '۱۴۰۵/۰۱/۰۱' })).toEqual([
    { field: 'Comment', message: 'Order has no such field' },
    { field: 'PersonId', message: 'is not of kind i' },
    { field: 'OrderDate', message: 'is not of kind t' },
  ])
})
