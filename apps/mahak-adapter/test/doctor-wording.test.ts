import { expect, test } from 'vitest'
import { found } from '../src/doctor/finding.ts'
import { WORDINGS } from '../src/doctor/wording/index.ts'

const namesIn = (sentence: string): string[] =>
  [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort()

test.each(Object.entries(WORDINGS))('%s is said in both languages with the same values', (_code, { en, fa }) => {
  expect(new Set(namesIn(fa))).toEqual(new Set(namesIn(en)))
  expect(en).not.toMatch(/[آ-ی]/)
})

test.each(Object.entries(WORDINGS))(
  '%s begins with a Persian letter, which tells terminals its direction',
  (_code, { fa }) => {
    expect(fa).toMatch(/^[آ-ی]/)
    expect(fa).not.toMatch(/[يك٠-٩]/)
  },
)

test('numbers are written in the digits of the language, addresses and codes as they are', () => {
  expect(found('prices_like_toman', { median: 200_000 })).toEqual({
    code: 'prices_like_toman',
    level: 'warning',
    en: 'Half of the prices are below 200,000 Rial, which is very little. If the books are kept in Toman, set BOOKS_CURRENCY=toman',
    fa: 'نیمی از قیمت‌ها کمتر از ۲۰۰٬۰۰۰ ریال است که بسیار کم است. اگر دفترها به تومان است بنویسید BOOKS_CURRENCY=toman',
  })
  expect(found('host_unknown', { host: 'mahak2.example' }).fa).toContain('mahak2.example')
})

test('foreign words cannot move the cursor, colour the terminal or turn the direction of a sentence', () => {
  const { en } = found('picture_fails', { message: '\u001b[31mred\u202e\nnext' })
  expect(en).toContain('( [31mred  next)')
})
