import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseSlugs, isSlug } from '../choose-slugs.ts'
import { decodeCursor, encodeCursor } from '../product-cursor.ts'
import { searchKey, wordPatterns } from '../search-key.ts'

test('a taken slug gets the first free number', () => {
  const wishes = ['a', 'b', 'c', 'd'].map((id) => ({ id, slug: 'گوشی' }))
  expect([...chooseSlugs(wishes, ['گوشی-2', 'گوشی-سبز']).values()]).toEqual(['گوشی', 'گوشی-3', 'گوشی-4', 'گوشی-5'])
})

test('chosen slugs are always unique and none is taken', () => {
  const slug = fc.constantFrom('a', 'a-2', 'a-3', 'b', 'a-2-2')
  fc.assert(
    fc.property(fc.array(slug, { maxLength: 30 }), fc.array(slug), (wished, taken) => {
      const chosen = chooseSlugs(
        wished.map((wish, index) => ({ id: String(index), slug: wish })),
        taken,
      )
      const all = [...chosen.values(), ...new Set(taken)]
      expect(new Set(all).size).toBe(all.length)
      expect(chosen.size).toBe(wished.length)
    }),
  )
})

test('slugs and ids are letters, digits, hyphens and underscores', () => {
  expect(['شلوار-جین-2', 'prd_01h455vb4pex5vsknk084sn02q'].every(isSlug)).toBe(true)
  expect(['', 'a b', 'a\0', "a'--", '%'].some(isSlug)).toBe(false)
})

test('the three spellings of a compound word are found by one another', () => {
  const keys = ['نیم بوت', 'نيم‌بوت', 'نیمبوت'].map(searchKey)
  const queries = ['نیم بوت', 'نیم‌بوت', 'نیمبوت'].map((query) => wordPatterns(searchKey(query).split(' ')[0] ?? ''))
  for (const key of keys)
    for (const patterns of queries) expect(patterns.every((pattern) => key.includes(pattern.slice(1, -1)))).toBe(true)
})

test('a pattern holds nothing but the letters and digits of one word', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      for (const pattern of wordPatterns(searchKey(text))) expect(pattern).toMatch(/^%[\p{L}\p{N}]+%$/u)
    }),
  )
})

test('a query counts with its first eight words', () => {
  expect(wordPatterns('a b a c')).toEqual(['%a%', '%b%', '%c%'])
  const many = Array.from({ length: 60 }, (_, n) => `w${n}`).join(' ')
  expect(wordPatterns(many)).toEqual(Array.from({ length: 8 }, (_, n) => `%w${n}%`))
})

test('a cursor survives the way through an address', () => {
  const cursor = { sort: 'cheapest', match: 'words', value: 1_250_000, id: 'prd_01h455vb4pex5vsknk084sn02q' } as const
  expect(encodeCursor(cursor)).toMatch(/^[\w-]+$/)
  expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor)
})

test('what is no cursor is told from one', () => {
  const bad = ['', '%%%', 'null', Buffer.from('{"sort":"cheapest"}').toString('base64url')]
  expect(bad.map(decodeCursor)).toEqual([null, null, null, null])
  fc.assert(fc.property(fc.string(), (text) => decodeCursor(text) === null))
})
