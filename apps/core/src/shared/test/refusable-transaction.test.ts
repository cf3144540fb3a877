import { sql } from '@hybrid-store/database'
import { fail, ok } from '@hybrid-store/kernel'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refusableTransaction } from '../refusable-transaction.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  await db.run(sql`create table note (text text)`)
})
afterAll(() => db.close())
const notes = async () => (await db.rows<{ text: string }>(sql`select text from note`)).map((note) => note.text)

test('a success is committed, a refusal is handed back and leaves nothing, an exception stays one', async () => {
  const write = (text: string) => sql`insert into note values (${text})`
  const done = await refusableTransaction(db, async (tx) => {
    await tx.run(write('kept'))
    return ok(7)
  })
  const refused = await refusableTransaction(db, async (tx) => {
    await tx.run(write('refused'))
    return fail({ code: 'no' as const })
  })
  const broken = refusableTransaction(db, async (tx) => {
    await tx.run(write('broken'))
    throw new Error('broken')
  })
  expect(done).toEqual({ ok: true, value: 7 })
  expect(refused).toEqual({ ok: false, error: { code: 'no' } })
  await expect(broken).rejects.toThrow('broken')
  expect(await notes()).toEqual(['kept'])
})
