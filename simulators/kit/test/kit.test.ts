import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { html, openJournal } from '../src/index.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'kit-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('every value in a page is escaped, except what html made', () => {
  const evil = `<script>alert("1")</script>'&`
  expect(html`<p>${evil}${html`<b>${1}</b>`}${[html`<i>`, 'x<']}${null}${false}</p>`.text).toBe(
    '<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;<b>1</b><i>x&lt;</p>',
  )
})

test('a journal keeps its entries in order and leaves out what a crash tore', async () => {
  const file = path.join(folder, 'deep', 'journal.jsonl')
  const schema = z.object({ n: z.number() })
  const first = await openJournal(file, schema)
  await Promise.all([1, 2, 3].map((n) => first.journal.append({ n })))
  appendFileSync(file, '\n{"n":4')
  expect((await openJournal(file, schema)).entries).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
  expect(readFileSync(file, 'utf8').split('\n').filter(Boolean)).toHaveLength(4)
})

test('without a file a journal keeps nothing', async () => {
  const { entries, journal } = await openJournal(undefined, z.object({}))
  await journal.append({})
  expect(entries).toEqual([])
})
