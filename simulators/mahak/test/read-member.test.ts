import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ENTITIES, entityOf, SAVE_ORDER } from '../src/entities/index.ts'
import { readGivenRow, readValue } from '../src/entities/read-member.ts'
import { serialiseRow } from '../src/entities/serialise.ts'

const STAMP = { deleted: false, createDate: 'c', updateDate: 'u', createSyncId: 1, updateSyncId: 2, rowVersion: 3 }

describe('definitions', () => {
  test('there are 57 entities with a name, an id and a place each, 55 of them to be saved', () => {
    expect(ENTITIES).toHaveLength(57)
    expect(new Set(ENTITIES.map((entity) => entity.list)).size).toBe(57)
    expect(new Set(ENTITIES.map((entity) => entity.name)).size).toBe(57)
    expect(ENTITIES.flatMap((entity) => entity.saveKey ?? []).toSorted()).toEqual(SAVE_ORDER.toSorted())
    for (const entity of ENTITIES) expect(entity.head[0]?.name).toBe(entity.idField)
  })

  test('references are linked by their client id and code', () => {
    expect(entityOf('Orders').links.map((link) => [link.idField, link.to])).toEqual([
      ['PersonId', 'People'],
      ['ReceiptId', 'Receipts'],
      ['VisitorId', 'Visitors'],
      ['PaymentId', 'Payments'],
    ])
  })
})

describe('values', () => {
  test.each([
    ['int', '12', 12],
    ['int', ' ', null],
    ['int', 1.5, undefined],
    ['int', 2 ** 31, undefined],
    ['int', true, undefined],
    ['long', '-8000000000000001', -8_000_000_000_000_001],
    ['long', 2 ** 53, undefined],
    ['double', '1.25', 1.25],
    ['double', 'Infinity', undefined],
    ['double', 'x', undefined],
    ['bool', 'True', true],
    ['bool', 0, false],
    ['bool', 'yes', undefined],
    ['text', 7, '7'],
    ['text', '', ''],
    ['text', 'a\u0000b', undefined],
    ['text', {}, undefined],
    ['date', '2026-02-09T14:05:00.1234567', '2026-02-09T14:05:00.1234567'],
    ['date', '2026-02-09T10:35:00Z', '2026-02-09T10:35:00'],
    ['date', '2026-02-30', undefined],
    ['date', '1404-11', undefined],
  ] as const)('%s %j is read as %j', (type, given, expected) => {
    expect(readValue(type, given)).toBe(expected)
  })

  test('what was written is read again as it was', () => {
    const order = entityOf('Orders')
    const values = {
      int: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
      long: fc.maxSafeInteger(),
      double: fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
      text: fc.string().filter((text) => !text.includes('\u0000')),
      bool: fc.boolean(),
      date: fc.constant('2026-02-09T14:05:00'),
    }
    const members = fc.record(
      Object.fromEntries([...order.head, ...order.tail].map((field) => [field.name, values[field.type]])),
    )
    fc.assert(
      fc.property(members, (given) => {
        const text = serialiseRow(order, given, STAMP)
        expect(readGivenRow(order, JSON.parse(text))).toEqual({ members: given, deleted: false, errors: [] })
      }),
    )
  })

  test('no object at all makes reading throw, and every refusal names a member', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ENTITIES),
        fc.dictionary(fc.string(), fc.anything()),
        fc.anything(),
        (entity, noise, value) => {
          const fields = Object.fromEntries(entity.head.map((field) => [field.name.toUpperCase(), value]))
          const { errors } = readGivenRow(entity, { ...noise, ...fields })
          expect(errors.every((error) => error.Property !== '' && error.Error !== '')).toBe(true)
        },
      ),
    )
  })
})
