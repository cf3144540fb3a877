import { type Rial, rial } from '@hybrid-store/kernel'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromBooks, toBooks } from '../src/data-transformer/books-currency.ts'
import { contentHash } from '../src/data-transformer/content-hash.ts'
import { parseProperties } from '../src/data-transformer/properties.ts'
import { remoteEntities } from '../src/data-transformer/remote-entities.ts'
import {
  addsUp,
  type BankPayment,
  type Office,
  type OrderDocument,
  toCheque,
  toOrder,
  toOrderDetails,
} from '../src/data-transformer/to-books.ts'
import { priceLevelOf } from '../src/data-transformer/to-shop.ts'

const currency = fc.constantFrom('rial' as const, 'toman' as const)
const money = fc.integer({ min: 0, max: 90_000_000_000_000 })

describe('currency of the books', () => {
  test('what is sent to the books comes back as the same Rial, odd Rial included', () => {
    fc.assert(fc.property(money, currency, (amount, of) => fromBooks(toBooks(rial(amount), of), of) === amount))
  })

  test('books in Toman are worth ten times as many Rial', () => {
    expect(fromBooks(900_000, 'toman')).toBe(9_000_000)
    expect(toBooks(rial(9_000_005), 'toman')).toBe(900_000.5)
  })

  test('the fractions that doubles carry do not become fractions of a Rial', () => {
    expect(fromBooks(0.1 + 0.2, 'toman')).toBe(3)
  })
})

describe('properties of a variant', () => {
  test.each([
    ['', []],
    ['null', []],
    ['[]', []],
    [
      '[{"C":"3", "V":"مشكي "},{"C":4,"V":42}]',
      [
        { code: 3, value: 'مشکی' },
        { code: 4, value: '42' },
      ],
    ],
    ['[{"C":"x","V":"a"},{"C":"3","V":""},{"V":"b"}]', []],
    ['{"C":"3"}', null],
    ['[{"C":{}}]', null],
    ['[{"C"', null],
  ])('%s is read as %j', (text, expected) => {
    expect(parseProperties(text)).toEqual(expected)
  })

  test('no text whatsoever makes the reader throw', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => parseProperties(text) !== undefined))
  })

  test('well-formed options survive the way', () => {
    const option = fc.record({ code: fc.nat(10_000), value: fc.stringMatching(/^[a-zآ-ی۰-۹]{1,12}$/) })
    fc.assert(
      fc.property(fc.array(option), (options) => {
        const text = JSON.stringify(options.map(({ code, value }) => ({ C: String(code), V: value })))
        expect(parseProperties(text)?.map((read) => read.code)).toEqual(options.map(({ code }) => code))
      }),
    )
  })
})

describe('rows of Mahak', () => {
  const detailRow = {
    ProductDetailId: 9200001,
    ProductId: 8100001,
    ProductDetailCode: 1,
    Properties: null,
    Price1: 9_000_000,
    DefaultSellPriceLevel: -1,
    Deleted: false,
    RowVersion: 4_300_000_000,
    Serials: 'not kept',
  }

  test('the version is no part of the content, every price is', () => {
    const read = (row: object) => {
      const result = remoteEntities.ProductDetails.read(row)
      return result.ok ? result.value.hash : null
    }
    expect(read({ ...detailRow, RowVersion: 5_000_000_000 })).toBe(read(detailRow))
    expect(read({ ...detailRow, Price10: 1 })).not.toBe(read(detailRow))
  })

  test('a row read again from the mirror is the same row', () => {
    fc.assert(
      fc.property(
        fc.record({
          ...Object.fromEntries(Object.keys(detailRow).map((key) => [key, fc.constant(undefined)])),
          ProductDetailId: fc.nat(1e9).map((id) => id + 1),
          ProductId: fc.nat(1e9).map((id) => id + 1),
          Barcode: fc.option(fc.string()),
          Price1: fc.option(fc.double({ min: 0, max: 1e12, noNaN: true })),
          DefaultSellPriceLevel: fc.option(fc.integer({ min: -5, max: 20 })),
          Deleted: fc.boolean(),
          RowVersion: fc.nat(),
        }),
        (row) => {
          const first = remoteEntities.ProductDetails.read(row)
          if (!first.ok) throw new Error(first.error.message)
          const mirrored: unknown = JSON.parse(JSON.stringify(first.value.doc))
          expect(remoteEntities.ProductDetails.read(mirrored)).toEqual(first)
        },
      ),
    )
  })

  test.each([
    [{ Price3: Number.NaN }, 'Price3'],
    [{ Price3: '9000' }, 'Price3'],
    [{ ProductId: 0 }, 'ProductId'],
    [{ RowVersion: 2 ** 53 }, 'RowVersion'],
    [{ Properties: '{' }, 'Properties'],
    [{ Deleted: null }, 'Deleted'],
  ])('a detail with %j is refused and the field is named', (change, field) => {
    expect(remoteEntities.ProductDetails.read({ ...detailRow, ...change })).toMatchObject({
      ok: false,
      error: { code: 'bad_row', field },
    })
  })

  test('a tombstone without a name is still a tombstone', () => {
    const row = { ProductId: 1, Name: null, Deleted: true, RowVersion: 1 }
    expect(remoteEntities.Products.read(row)).toMatchObject({ ok: true, value: { deleted: true } })
  })

  test.each([
    [-1, 1],
    [0, 1],
    [1, 1],
    [10, 10],
    [11, 1],
  ])('price level %i means level %i', (level, expected) => {
    expect(priceLevelOf(level)).toBe(expected)
  })
})

describe('documents for the books', () => {
  const office: Office = {
    visitorId: 40123,
    storeId: 1200,
    cashId: 3001,
    cashCode: 1,
    bankId: 4001,
    gatewayBanks: new Map([['zarinpal', 4002]]),
    personGroupId: 98001,
  }
  const line = fc.record({
    clientId: fc.nat(),
    productDetailId: fc.nat(),
    unitPrice: fc.integer({ min: 1, max: 10_000_000_000 }).map(rial),
    quantity: fc.integer({ min: 1, max: 1000 }),
  })
  const order = fc
    .record({ lines: fc.array(line, { minLength: 1, maxLength: 20 }), shipping: fc.nat(100_000_000).map(rial) })
    .map(({ lines, shipping }): OrderDocument => {
      const total = rial(lines.reduce<number>((sum, line) => sum + line.unitPrice * line.quantity, shipping))
      return document({ lines, shipping, total })
    })

  function document(parts: Pick<OrderDocument, 'lines' | 'shipping' | 'total'>): OrderDocument {
    const at = new Date('2026-02-09T10:35:00Z')
    return {
      ...parts,
      clientId: 700_123,
      number: 1001,
      personId: 55_000_001,
      at,
      note: 'زنگ نزنید',
      address: {
        receiverName: 'رضا نمونه',
        mobile: '+989121234567',
        province: 'تهران',
        city: 'تهران',
        address: 'خیابان آزادی',
        postalCode: '1234567890',
      },
      payment: paid(parts.total),
    }
  }

  function paid(amount: Rial): BankPayment {
    const at = new Date('2026-02-09T10:35:00Z')
    return { receiptClientId: 1, chequeClientId: 2, gateway: 'zarinpal', reference: 'R1', amount, at }
  }

  test('lines plus shipping are the cheque, and the cheque is what was charged, to the Rial', () => {
    fc.assert(
      fc.property(order, currency, (sold, booksCurrency) => {
        const settings = { orderType: 201, booksCurrency }
        expect(addsUp(sold)).toBe(true)
        const lines = toOrderDetails(sold, office, settings)
        const sum = lines.reduce(
          (total, row) => total + fromBooks(row.Price ?? 0, booksCurrency) * (row.Count1 ?? 0),
          0,
        )
        const shipping = fromBooks(toOrder(sold, office, settings).SendCost ?? 0, booksCurrency)
        const cheque = fromBooks(toCheque(paid(sold.total), office, settings).Amount ?? 0, booksCurrency)
        expect(sum + shipping).toBe(sold.total)
        expect(cheque).toBe(sold.total)
      }),
    )
  })

  test('a single Rial too much or too little anywhere is noticed', () => {
    fc.assert(
      fc.property(order, fc.constantFrom(-1, 1), (sold, odd) => {
        expect(addsUp({ ...sold, shipping: rial(sold.shipping + odd) })).toBe(false)
        expect(addsUp({ ...sold, payment: paid(rial(sold.total + odd)) })).toBe(false)
      }),
    )
  })

  test('an order that is paid on delivery is owed: no receipt, settled on credit, and still exact', () => {
    fc.assert(
      fc.property(order, fc.constantFrom(-1, 1), (sold, odd) => {
        const owed = { ...sold, payment: null }
        const draft = toOrder(owed, office, { orderType: 201, booksCurrency: 'rial' })
        expect(draft.SettlementType).toBe(0)
        expect(draft).not.toHaveProperty('ReceiptClientId')
        expect(toOrder(sold, office, { orderType: 201, booksCurrency: 'rial' }).SettlementType).toBe(1)
        expect(addsUp(owed)).toBe(true)
        expect(addsUp({ ...owed, total: rial(owed.total + odd) })).toBe(false)
      }),
    )
  })

  test('an order is written in the words and the time of the desktop', () => {
    const sold = document({ lines: [], shipping: rial(500_000), total: rial(500_000) })
    const draft = toOrder(sold, office, { orderType: 203, booksCurrency: 'toman' })
    expect(draft).toMatchObject({
      OrderType: 203,
      OrderDate: '2026-02-09T14:05:00',
      SendCost: 50_000,
      Description: 'سفارش سایت 1001 - زنگ نزنید',
    })
    expect(JSON.parse(draft.ShippingAddress ?? '')).toMatchObject({
      Title: 'رضا نمونه',
      Address: 'تهران، تهران، خیابان آزادی',
      Mobile: '09121234567',
      CityId: 0,
    })
    expect(toCheque(paid(sold.total), office, { orderType: 203, booksCurrency: 'toman' })).toMatchObject({
      BankId: 4002,
    })
  })
})

test('a content hash does not depend on the order of keys, and differs with any value', () => {
  expect(contentHash({ a: 1, b: [{ c: 2, d: 3 }] })).toBe(contentHash({ b: [{ d: 3, c: 2 }], a: 1 }))
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.integer()), (value) => {
      expect(contentHash({ ...value, extra: 1 })).not.toBe(contentHash({ ...value, extra: 2 }))
    }),
  )
})
