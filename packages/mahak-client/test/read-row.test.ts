import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entities, entityNames, readRow } from '../src/index.ts'

const good = (entity: Parameters<typeof readRow>[0], value: unknown) => {
  const read = readRow(entity, value)
  if ('bad' in read) throw new Error(read.bad.reason)
  return read.row
}

test('keys in any case and numbers in quotes give the canonical row', () => {
  const row = readRow('Stores', { storeid: '1200', STORECODE: 1, name: 'انبار', Stock: '1.5', deleted: 'True' })
  expect(row).toEqual({
    row: {
      StoreId: 1200,
      StoreClientId: null,
      StoreCode: 1,
      Name: 'انبار',
      Stock: 1.5,
      Comment: null,
      Deleted: true,
      DataHash: null,
      CreateDate: null,
      UpdateDate: null,
      CreateSyncId: null,
      UpdateSyncId: null,
      RowVersion: 0,
    },
  })
})

test('a version beyond 32 bits is kept exactly', () => {
  expect(good('Stores', { StoreId: 1, RowVersion: 4_254_900_001 })).toMatchObject({ RowVersion: 4_254_900_001 })
  expect(good('Stores', { StoreId: 1, RowVersion: '9007199254740991' })).toMatchObject({
    RowVersion: 9_007_199_254_740_991,
  })
})

test('a whole number too large to be exact makes the row bad instead of wrong', () => {
  expect(readRow('Stores', { StoreId: 1, RowVersion: '9007199254740993' })).toEqual({
    bad: { reason: 'RowVersion cannot be read', id: 1 },
  })
})

test('members no edition of the API names are kept aside, even one called __proto__', () => {
  const row = good('Stores', JSON.parse('{"StoreId":1,"Floor":{"No":2},"__proto__":{"evil":true}}'))
  expect(Object.keys(row._unknown ?? {})).toEqual(['Floor', '__proto__'])
  expect(row._unknown?.Floor).toEqual({ No: 2 })
  expect('evil' in row).toBe(false)
})

test('a row without its id, or that is no object, is bad and says why', () => {
  expect(readRow('Products', { Name: 'شلوار' })).toEqual({ bad: { reason: 'ProductId is missing' } })
  expect(readRow('Products', null)).toEqual({ bad: { reason: 'not an object' } })
  expect(readRow('Products', [1])).toEqual({ bad: { reason: 'not an object' } })
  expect(readRow('ProductDetails', { ProductDetailId: 5, Price1: 'گران' })).toEqual({
    bad: { reason: 'Price1 cannot be read', id: 5 },
  })
})

test('credentials inside rows are not read', () => {
  const visitor = good('Visitors', { VisitorId: 1, Username: 'shop1', Password: 'hunter2' })
  expect(visitor).toMatchObject({ Username: 'shop1', Password: null })
  expect(JSON.stringify(good('MahakPays', { MahakPayId: 1, apikey: 'k-123' }))).not.toContain('k-123')
  expect(good('Banks', { BankId: 1, PASSWORD: 'hunter2' })).not.toHaveProperty('_unknown')
})

test('an object in place of a flag makes the row bad, even one that cannot be shown', () => {
  expect(readRow('Stores', { StoreId: 1, Deleted: { toString: 0 } })).toEqual({
    bad: { reason: 'Deleted cannot be read', id: 1 },
  })
  expect(readRow('Stores', { StoreId: 1, Deleted: ['true'] })).toMatchObject({ bad: { id: 1 } })
})

test('whatever a row consists of, reading it gives a row or a reason and never throws', () => {
  fc.assert(
    fc.property(fc.constantFrom(...entityNames), fc.object({ maxDepth: 2 }), fc.anything(), (entity, row, id) => {
      const read = readRow(entity, { ...row, [entities[entity].idKey]: id })
      return 'row' in read || read.bad.reason.length > 0
    }),
  )
})
