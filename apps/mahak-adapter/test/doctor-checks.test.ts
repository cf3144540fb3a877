import { expect, test } from 'vitest'
import { judgeClock } from '../src/doctor/checks/clock.ts'
import { judgeCounts, judgeGoods } from '../src/doctor/checks/counts.ts'
import { judgeCredit } from '../src/doctor/checks/credit.ts'
import { judgeAnswer } from '../src/doctor/checks/judge-answer.ts'
import { judgeError } from '../src/doctor/checks/judge-error.ts'
import { judgeOffice } from '../src/doctor/checks/office.ts'
import { judgePrices } from '../src/doctor/checks/prices.ts'
import { judgeSamples } from '../src/doctor/checks/samples.ts'
import { judgeStock } from '../src/doctor/checks/stock.ts'
import type { Examination, ShopSettings } from '../src/doctor/examination.ts'
import type { Finding } from '../src/doctor/finding.ts'
import { type Books, emptyBooks, type Variant } from '../src/doctor/reading/books.ts'

const SHOP: ShopSettings = {
  priceLevel: null,
  booksCurrency: 'rial',
  sellingStores: null,
  bankCode: null,
  personGroupCode: null,
}

// The judges read nothing but the settings of the shop.
const examinationOf = (shop: Partial<ShopSettings> = {}) => ({ input: { shop: { ...SHOP, ...shop } } }) as Examination

const variant = (id: number, prices: number[], more: Partial<Variant> = {}): Variant => ({
  id,
  productId: id,
  prices: [...prices, ...Array<number>(10 - prices.length).fill(0)],
  ownLevel: 1,
  isBase: true,
  ...more,
})

const booksWith = (more: Partial<Books>): Books => ({ ...emptyBooks(), ...more })
const codes = (findings: Finding[]): string[] => findings.map(({ code }) => code)

const account = { visitorId: 1, databaseId: 2, title: '', creditDay: 80, serverTime: new Date(0), skewMs: 0 }

test.each([
  [0, 'clock_right', '0 s'],
  [-60_000, 'clock_right', '60 s'],
  [60_001, 'clock_off', '60 s behind'],
  [-90_000, 'clock_off', '90 s ahead of'],
  [779_999, 'clock_off', '13 minutes behind'],
  [-780_000, 'clock_wrong', '13 minutes ahead of'],
  [1_200_000, 'clock_wrong', '20 minutes behind'],
])('Mahak’s clock %d ms before ours is %s', (skewMs, code, words) => {
  const [finding] = judgeClock({ ...account, skewMs })
  expect(finding).toMatchObject({ code })
  expect(finding?.en).toContain(words)
})

test('an account without a time says so', () => {
  expect(codes(judgeClock({ ...account, serverTime: null, skewMs: null }))).toEqual(['clock_unknown'])
})

test.each([
  [null, 'credit_unknown'],
  [-1, 'credit_expired'],
  [0, 'credit_short'],
  [14, 'credit_short'],
  [15, 'credit_enough'],
])('%s days of credit are %s', (creditDay, code) => {
  expect(codes(judgeCredit({ ...account, creditDay }))).toEqual([code])
})

test.each([
  [401, 'application/json', '{"message":"Unauthorized"}', 'mahak_answers'],
  [401, '', '', 'mahak_answers'],
  [200, 'application/json', '{"Result":false,"Message":"…"}', 'mahak_answers'],
  [400, 'application/problem+json', '{"title":"One or more validation errors occurred."}', 'mahak_answers'],
  [200, 'application/json', '{"status":"up"}', 'other_service'],
  [200, 'text/plain', 'pong', 'not_json'],
  [200, 'text/html', '<!doctype html><title>ورود به شبکه</title>', 'web_page'],
  [200, '', '\n<html><body>', 'web_page'],
  [404, 'text/html', '<html></html>', 'path_not_found'],
  [302, '', '', 'redirected'],
  [403, 'text/html', '<html></html>', 'forbidden'],
  [407, '', '', 'proxy_login'],
  [429, '', '', 'too_many_calls'],
  [502, 'text/html', '<html></html>', 'mahak_down'],
])('an answer %d %s %s means %s', (status, type, text, code) => {
  const answer = { status, type, text, target: 'https://elsewhere.example/login?next=1' }
  expect(codes(judgeAnswer(answer, new URL('https://mahak.example/API/v3/Sync/GetAllData'), 5))).toEqual([code])
})

test('a web page is named by its title, and by nothing of its text where it has none', () => {
  const judged = (text: string) =>
    judgeAnswer({ status: 200, type: 'text/html', text, target: '' }, new URL('https://mahak.example/'), 5)[0]?.en
  expect(judged('<html><title> Log in </title>')).toContain('a web page answers («Log in», status 200)')
  expect(judged('<html><title></title><body>session=1')).toContain('a web page answers («…», status 200)')
})

test('of a redirect only the host is told, for the rest may hold a session', () => {
  const answer = { status: 302, type: '', text: '', target: 'https://elsewhere.example/login?session=1' }
  const [finding] = judgeAnswer(answer, new URL('https://mahak.example/'), 5)
  expect(finding?.en).toContain('mahak.example refers to elsewhere.example (status 302)')
  expect(finding?.en).not.toContain('session')
})

test.each([
  ['ENOTFOUND', 'host_unknown'],
  ['ECONNREFUSED', 'connection_refused'],
  ['UND_ERR_CONNECT_TIMEOUT', 'connection_timeout'],
  ['ECONNRESET', 'connection_cut'],
  ['EHOSTUNREACH', 'network_unreachable'],
  ['CERT_HAS_EXPIRED', 'certificate_dates'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate_untrusted'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate_of_other_host'],
  ['EPROTO', 'not_tls'],
  ['ESOMETHING', 'connection_failed'],
])('%s on the way is %s', (code, expected) => {
  const error = Object.assign(new Error('text that quotes a secret'), { code })
  const finding = judgeError(error, 'mahak.example', 20_000)
  expect(finding.code).toBe(expected)
  expect(finding.en).not.toContain('secret')
})

test('books without goods are told from goods that are not assigned to the visitor', () => {
  const variants = [variant(1, [900_000])]
  expect(codes(judgeGoods(emptyBooks()))).toEqual(['goods_none'])
  expect(codes(judgeGoods(booksWith({ products: 1, variants })))).toEqual(['goods_not_assigned'])
  expect(codes(judgeGoods(booksWith({ products: 1, variants, assigned: 1 })))).toEqual([])
})

test('what was not read to its end and what could not be read is said', () => {
  const books = booksWith({ partial: ['Products'], unreadable: { entity: 'People', count: 3 } })
  const findings = judgeCounts(books)
  expect(codes(findings)).toEqual(['rows_counted', 'only_part_read', 'rows_unreadable'])
  expect(findings[1]?.fa).toContain('۲۰٬۰۰۰')
  expect(findings[2]?.en).toContain('3 rows of Mahak could not be read (People, for one)')
})

test('an office lacks what orders, payments and customers name in the books', () => {
  expect(codes(judgeOffice(emptyBooks(), examinationOf()))).toEqual([
    'store_none',
    'bank_none',
    'cash_none',
    'person_group_none',
    'persons_none',
  ])
})

test('a code of the settings that Mahak does not know is named with those it knows', () => {
  const one = new Map([[1, 'نخست']])
  const books = booksWith({ stores: one, banks: one, cashes: one, groups: one, persons: 1 })
  const settings = { sellingStores: [1, 7], bankCode: 2, personGroupCode: 1 }
  const findings = judgeOffice(books, examinationOf(settings))
  expect(findings.map(({ en }) => en)).toEqual([
    'SELLING_STORES names code 7, which is not among those of Mahak (1 نخست). Correct SELLING_STORES.',
    'BANK_CODE_ZARINPAL names code 2, which is not among those of Mahak (1 نخست). Correct BANK_CODE_ZARINPAL.',
  ])
})

test('the base of a product with variants needs neither price nor stock', () => {
  const variants = [variant(1, [0], { productId: 5 }), variant(2, [900_000], { productId: 5, isBase: false })]
  const books = booksWith({ variants, stocked: new Set([2]) })
  expect(codes(judgePrices(books, examinationOf()))).toEqual(['prices_there'])
  expect(codes(judgeStock(books))).toEqual(['stock_there'])
})

test('missing prices are counted at the configured level, and the level that has them is named', () => {
  const variants = Array.from({ length: 10 }, (_, index) => variant(index, [900_000, index < 4 ? 800_000 : 0]))
  const books = booksWith({ variants, levels: new Map([[1, 'مصرف‌کننده']]) })
  expect(codes(judgePrices(books, examinationOf()))).toEqual(['prices_there'])
  expect(judgePrices(books, examinationOf({ priceLevel: 2 })).map(({ en }) => en)).toEqual([
    '6 of 10 variants (60 %) have no price at price level 2 and are not shown. Enter the prices in the desktop program or choose another level by PRICE_LEVEL.',
    'At price level 1 («مصرف‌کننده») 10 of 10 variants have a price. If that is the price of the web shop, set PRICE_LEVEL=1',
  ])
  expect(codes(judgePrices(books, examinationOf({ priceLevel: 3 })))).toEqual(['prices_none', 'price_level_better'])
})

test('one variant in ten without a price is nothing unusual', () => {
  const variants = Array.from({ length: 10 }, (_, index) => variant(index, [index === 0 ? 0 : 900_000]))
  expect(codes(judgePrices(booksWith({ variants }), examinationOf()))).toEqual(['prices_there'])
})

test('the level a product proposes itself counts where none is configured', () => {
  const books = booksWith({ variants: [variant(1, [0, 900_000], { ownLevel: 2 })] })
  expect(codes(judgePrices(books, examinationOf()))).toEqual(['prices_there'])
  expect(codes(judgePrices(books, examinationOf({ priceLevel: 1 })))).toContain('prices_none')
})

test.each([
  ['rial', 199_999, ['prices_there', 'prices_like_toman']],
  ['rial', 200_000, ['prices_there']],
  ['toman', 100_000_000, ['prices_there']],
  ['toman', 100_000_001, ['prices_there', 'prices_like_rial']],
] as const)('books in %s with a typical price of %d', (booksCurrency, price, expected) => {
  const books = booksWith({ variants: [variant(1, [price])] })
  expect(codes(judgePrices(books, examinationOf({ booksCurrency })))).toEqual(expected)
})

test('samples show three products at all their levels and what the customer sees', () => {
  const variants = [0, 1, 2, 3].map((id) => variant(id, [900_000 + id, 800_000]))
  const names = new Map(variants.map(({ id }) => [id, { code: id + 100, name: `کالا ${id}` }]))
  const books = booksWith({ variants, names, levels: new Map([[1, 'فروش']]) })
  const samples = judgeSamples(books, examinationOf({ priceLevel: 2 }))
  expect(samples).toHaveLength(3)
  expect(samples[0]?.en).toBe(
    'Compare with the desktop program (* marks the level that is sold at): 1: 900,000; *2: 800,000 Rial; the customer sees 80,000 Toman: code 100, «کالا 0».',
  )
  expect(samples[0]?.fa).toBe(
    'با نرم‌افزار محک بسنجید (* نشان سطح فروش است): «کالا 0»، کد ۱۰۰: ۱ فروش: ۹۰۰٬۰۰۰؛ *۲: ۸۰۰٬۰۰۰ ریال؛ مشتری می‌بیند: ۸۰٬۰۰۰ تومان.',
  )
})

test('samples prefer products with a price, and books in Toman are shown in Rial', () => {
  const variants = [variant(1, [0]), variant(2, [50_000])]
  const names = new Map(variants.map(({ id }) => [id, { code: id, name: 'کالا' }]))
  const samples = judgeSamples(booksWith({ variants, names }), examinationOf({ booksCurrency: 'toman' }))
  expect(samples.map(({ en }) => en)).toEqual([
    'Compare with the desktop program (* marks the level that is sold at): *1: 500,000 Rial; the customer sees 50,000 Toman: code 2, «کالا».',
    'Compare with the desktop program (* marks the level that is sold at): *1: 0 Rial; the customer sees nothing, for it has no price: code 1, «کالا».',
  ])
})

test('goods without a stock row are counted, and left alone where not all rows were read', () => {
  const variants = [variant(1, [1]), variant(2, [1])]
  const books = booksWith({ variants, stocked: new Set([1]) })
  expect(judgeStock(books)[0]?.en).toContain('1 of 2 variants have no stock row')
  expect(judgeStock({ ...books, partial: ['ProductDetailStoreAssets'] })).toEqual([])
})
