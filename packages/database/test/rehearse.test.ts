import { testDatabase } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bucketDigests } from '../src/digest.ts'
import { rehearse } from '../src/rehearse.ts'
import { sql } from '../src/sql.ts'

let db: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  db = await testDatabase()
  await db.run(sql`create table thing (id text primary key, content text not null)`)
  await db.run(sql`insert into thing select n::text, 'x' from generate_series(1, 1000) n`)
})
afterAll(() => db?.close())

const count = async (from: Pick<typeof db, 'row'> = db) =>
  (await from.row<{ n: number }>(sql`select count(*) as n from thing`))?.n
const digests = () => bucketDigests(db, sql`select id, content from thing`)

test('a rehearsal sees what it does and leaves nothing behind', async () => {
  const seen = await rehearse(db, async (stage) => {
    await stage.transaction((tx) => tx.run(sql`delete from thing where id::int > 10`))
    await stage.run(sql`insert into thing values ('new', 'y')`)
    expect(await count()).toBe(1000)
    return count(stage)
  })
  expect(seen).toBe(11)
  expect(await count()).toBe(1000)
})

test('a transaction of a rehearsal that fails takes back its own work only', async () => {
  const seen = await rehearse(db, async (stage) => {
    await stage.run(sql`delete from thing where id = '1'`)
    const failed = stage.transaction(async (tx) => {
      await tx.run(sql`delete from thing`)
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    return count(stage)
  })
  expect(seen).toBe(999)
})

test('transactions that are begun together take turns', async () => {
  const order: string[] = []
  await rehearse(db, async (stage) => {
    const turn = (name: string) =>
      stage.transaction(async (tx) => {
        order.push(`${name} begins`)
        await tx.run(sql`select 1`)
        order.push(`${name} ends`)
      })
    await Promise.all([turn('a'), turn('b')])
  })
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
})

test('what a rehearsal throws comes out, and nothing stays', async () => {
  const failed = rehearse(db, async (stage) => {
    await stage.run(sql`delete from thing`)
    throw new Error('stopped')
  })
  await expect(failed).rejects.toThrow('stopped')
  expect(await count()).toBe(1000)
})

test('a change shows in the digest of its bucket alone, and equal content has equal digests', async () => {
  const before = await digests()
  expect(await digests()).toEqual(before)
  await db.run(sql`update thing set content = 'z' where id = '77'`)
  const after = await digests()
  expect([...after].filter(([bucket, digest]) => before.get(bucket) !== digest)).toHaveLength(1)
  await db.run(sql`update thing set content = 'x' where id = '77'`)
  expect(await digests()).toEqual(before)
})
