import { tidyPersian } from '@hybrid-store/kernel'
import { readRow } from '@hybrid-store/mahak-client'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tidyBytes } from '../src/changes/tidy-bytes.ts'
import { tidyRow } from '../src/changes/tidy-row.ts'
import { bytesOf, textOf } from '../src/changes/utf8-bytes.ts'

const tidied = (row: object): unknown => JSON.parse(textOf(tidyBytes('Pictures', bytesOf(JSON.stringify(row)))))

/** Characters that tidying is about, or that resemble those. */
const awkward = fc.constantFrom(
  ...' \t\n\r\u00a0\u200c\u200f\ufeff\u3000"\\/«»،؛٠۰aZé',
  ...'يىكةئؤآأیکپ',
  ...'\u064b\u0651\u0653\u0654\u0655\u0670\u06d6\u06ed\u0301\u0610\u06c0\u06d2\u06d3\u06d5',
  '\ud800',
  '😀',
)
const text = fc.oneof(
  fc.string({ unit: awkward }),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.integer({ min: 0x600, max: 0x6ff }).map((code) => String.fromCharCode(code)) }),
)
const field = fc.option(text, { nil: null })

test('a row as bytes is tidied as a row as an object is', () => {
  const pictures = fc.record({ Title: field, Format: field, Url: field, FileName: field, UpdateDate: field })
  fc.assert(
    fc.property(pictures, (fields) => {
      const read = readRow('Pictures', { PictureId: 1, ...fields })
      if ('bad' in read) throw new Error(read.bad.reason)
      expect(tidied(read.row)).toEqual(JSON.parse(JSON.stringify(tidyRow('Pictures', read.row))))
    }),
    { numRuns: 3_000 },
  )
})

test('a text is never taken for tidy unless it is', () => {
  fc.assert(
    fc.property(text, (Title) => {
      const row = { PictureId: 1, Title }
      const better = tidyPersian(JSON.parse(JSON.stringify(Title)))
      expect(tidied(row)).toEqual(better === Title ? row : { ...row, Title: better, _original: { Title } })
    }),
    { numRuns: 5_000 },
  )
})

test('every character of the Persian block is tidied alone, before and after another', () => {
  for (let code = 0x600; code <= 0x6ff; code++) {
    for (const Title of [
      String.fromCharCode(code),
      `ا${String.fromCharCode(code)}`,
      `${String.fromCharCode(code)}\u0654`,
    ]) {
      const better = tidyPersian(Title)
      expect(tidied({ Title })).toEqual(better === Title ? { Title } : { Title: better, _original: { Title } })
    }
  }
})

test('what looks like a member inside of a text is part of the text', () => {
  const row = { Title: '","Format":" كت ","x":"', Format: 'jpg' }
  expect(tidied(row)).toEqual({ ...row, Title: '","Format":" کت ","x":"', _original: { Title: row.Title } })
})
