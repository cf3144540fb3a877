import { entities } from '@hybrid-store/mahak-client'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRedactor } from '../src/capture/redactor.ts'

const redact = (body: unknown, secrets: string[] = []) =>
  createRedactor({ key: 'k', secrets }).body(typeof body === 'string' ? body : JSON.stringify(body))

const PSEUDONYM = /^«[0-9a-f]{12}»$/

test('a login shows who it speaks for and neither user nor password nor token', () => {
  expect(redact({ userName: 'shop1', password: 'a'.repeat(32), language: 'fa', databaseId: 5 })).toEqual({
    userName: expect.stringMatching(PSEUDONYM),
    password: '«redacted»',
    language: 'fa',
    databaseId: 5,
  })
  expect(
    redact({ Result: true, Data: { UserToken: 'x', VisitorId: 4, UserTitle: 'رضا', ServerTime: '2026-02-02' } }),
  ).toEqual({
    Result: true,
    Data: {
      UserToken: '«redacted»',
      VisitorId: 4,
      UserTitle: expect.stringMatching(PSEUDONYM),
      ServerTime: '2026-02-02',
    },
  })
})

test('goods, figures and versions are shown; of people nothing but numbers of rows, and what is empty stays so', () => {
  const product = { ProductId: 1, Name: 'میز', RowVersion: 4_254_900_001, UpdateDate: '2026-02-02T10:00:00' }
  const person = {
    PersonId: 2,
    FirstName: 'رضا',
    Mobile: '09120000000',
    NationalCode: 10,
    Email: '',
    Fax: null,
    BirthDate: 't',
  }
  expect(redact({ Data: { Objects: { Products: [product], People: [person] } } })).toEqual({
    Data: {
      Objects: {
        Products: [product],
        People: [
          {
            PersonId: 2,
            FirstName: expect.stringMatching(PSEUDONYM),
            Mobile: expect.stringMatching(PSEUDONYM),
            NationalCode: expect.stringMatching(PSEUDONYM),
            Email: '',
            Fax: null,
            BirthDate: expect.stringMatching(PSEUDONYM),
          },
        ],
      },
    },
  })
})

test('JSON inside of a text is hidden as a whole, and so is a member nobody knows', () => {
  const [order] = [
    redact({ orders: [{ orderId: 1, shippingAddress: '{"Mobile":"09120000000"}', mobile2: 9120000000 }] }),
  ]
  expect(order).toEqual({
    orders: [
      { orderId: 1, shippingAddress: expect.stringMatching(PSEUDONYM), mobile2: expect.stringMatching(PSEUDONYM) },
    ],
  })
})

test('the same text has the same pseudonym under one key, another under another', () => {
  const [one, again] = [redact({ FirstName: 'رضا' }), redact({ LastName: ' رضا ' })]
  expect(Object.values(Object(one))).toEqual(Object.values(Object(again)))
  expect(createRedactor({ key: 'other', secrets: [] }).body('{"FirstName":"رضا"}')).not.toEqual(one)
})

test("Mahak's words are shown without what was hidden before, without secrets, numbers and addresses", () => {
  const redactor = createRedactor({ key: 'k', secrets: ['open sesame'] })
  redactor.body('{"people":[{"firstName":"رضا"}]}')
  const echo =
    'رضا open sesame ۰۹۱۲ ۰۰۰ ۰۰۰۰ reza@shop.example eyJhbGciOi.eyJ1c2Vy.sig 0123456789ABCDEF0123456789abcdef نشد 12'
  expect(redactor.body(JSON.stringify({ Result: false, Message: echo }))).toEqual({
    Result: false,
    Message: expect.stringMatching(/^«[0-9a-f]{12}» «redacted» «redacted» «redacted» «redacted» «redacted» نشد 12$/),
  })
  expect(redactor.body('<html><title>403 open sesame</title>')).toBe('<html><title>403 «redacted»</title>')
})

test.each([
  ['that is broken in the middle', '{"People":[{"FirstName":"رضا",,}]}', '«JSON that cannot be read»'],
  ['that is one text', '"رضا"', expect.stringMatching(PSEUDONYM)],
  [
    'that breaks off',
    '{"People":[{"PersonId":1},{"FirstName":"رضا","La',
    { People: [{ PersonId: 1 }, { FirstName: expect.stringMatching(PSEUDONYM) }] },
  ],
])('JSON %s leaks nothing', (_what, text, shown) => {
  expect(redact(text)).toEqual(shown)
})

test('nesting that no answer has is cut off', () => {
  expect(JSON.stringify(redact('['.repeat(5_000) + ']'.repeat(5_000))).length).toBeLessThan(100)
})

test('no text of a person, an address, a visitor or a document shows, under whatever name and case', () => {
  const personal = [
    'People',
    'PersonAddresses',
    'Companies',
    'Orders',
    'Receipts',
    'Cheques',
    'MahakPays',
    'ExtraDatas',
  ] as const
  const field = fc.constantFrom(...personal).chain((list) =>
    fc.record({
      list: fc.constant(list),
      name: fc.oneof(
        fc.constantFrom(
          ...[...entities[list].fields].flatMap(([name, kind]) => (kind === 's' && name !== 'DataHash' ? [name] : [])),
        ),
        fc.string(),
      ),
      upper: fc.boolean(),
    }),
  )
  fc.assert(
    fc.property(field, fc.stringMatching(/^[a-zآ-ی]{4,12} [آ-ی]{3,9}$/), ({ list, name, upper }, text) => {
      fc.pre(!entities[list].fields.has(name) || entities[list].fields.get(name) === 's')
      const body = { [list]: [{ [upper ? name.toUpperCase() : name]: text }] }
      expect(JSON.stringify(redact(body))).not.toContain(text)
    }),
    { numRuns: 500 },
  )
})
