import { eventually, type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { raw, sql, toKeyOrder } from '../src/index.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  await db.run(sql`create table counter (id text primary key, value bigint not null)`)
  await db.run(sql`insert into counter values ('a', 0), ('b', 0)`)
})
afterAll(() => db.close())

test('a transaction that throws leaves nothing behind', async () => {
  const attempt = db.transaction(async (tx) => {
    await tx.run(sql`update counter set value = 99 where id = 'a'`)
    throw new Error('on the way')
  })
  await expect(attempt).rejects.toThrow('on the way')
  expect(await db.row(sql`select value from counter where id = 'a'`)).toEqual({ value: 0 })
})

test('a connection that is cut between two queries fails its transaction and nothing else', async () => {
  const attempt = db.transaction(async (tx) => {
    const own = await tx.row<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    await db.run(sql`select pg_terminate_backend(${own?.pid ?? 0}, 5000)`)
    await new Promise((resolve) => setImmediate(resolve))
    await tx.run(sql`update counter set value = 99 where id = 'a'`)
  })
  await expect(attempt).rejects.toThrow()
  expect(await db.row(sql`select value from counter where id = 'a'`)).toEqual({ value: 0 })
})

test('transactions that deadlock are repeated until both are done', async () => {
  const addInOrder = (first: string, second: string) =>
    db.transaction(async (tx) => {
      await tx.run(sql`update counter set value = value + 1 where id = ${first}`)
      await tx.run(sql`select pg_sleep(0.02)`)
      await tx.run(sql`update counter set value = value + 1 where id = ${second}`)
    })
  await Promise.all([addInOrder('a', 'b'), addInOrder('b', 'a')])
  expect(await db.rows(sql`select value from counter order by id`)).toEqual([{ value: 2 }, { value: 2 }])
})

test('whole numbers beyond 2^53 are refused instead of rounded', async () => {
  expect(await db.row(sql`select 9007199254740991::bigint as n, 12.5::numeric as d`)).toEqual({
    n: 9_007_199_254_740_991,
    d: 12.5,
  })
  await expect(db.row(sql`select 9007199254740993::bigint as n`)).rejects.toThrow('integer beyond 2^53')
})

test('prepared and plain queries answer alike, and each counts as one query', async () => {
  const before = db.queryCount
  const query = sql`select id from counter where id = ${'a'}`
  expect(await db.rows(query, { prepare: true })).toEqual([{ id: 'a' }])
  expect(await db.row(query)).toEqual({ id: 'a' })
  expect(await db.row(sql`select 1 from counter where id = ${'none'}`)).toBeNull()
  expect(db.queryCount - before).toBe(3)
})

test('values are parameters, never text of the query', async () => {
  const evil = "a'; drop table counter; --"
  expect(await db.row(sql`select ${evil}::text as said`)).toEqual({ said: evil })
  expect(await db.row(sql`select count(*) as n from counter`)).toEqual({ n: 2 })
})

test('a listener hears notifications again after its connection was cut', async () => {
  const heard: string[] = []
  const stop = await db.listen('news', (payload) => heard.push(payload))
  await db.run(sql`select pg_notify('news', 'first')`)
  await eventually(() => heard.includes('first'))
  await db.run(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen "news"' and datname = current_database()`,
  )
  await eventually(async () => {
    await db.run(sql`select pg_notify('news', 'again')`)
    return heard.includes('again')
  })
  await stop()
})

test('locks are taken in key order, each key once', () => {
  expect(toKeyOrder([{ k: 'b' }, { k: 'a' }, { k: 'b' }], (item) => item.k)).toEqual([{ k: 'a' }, { k: 'b' }])
})

test('an unreachable server is named in the error', async () => {
  const { createDatabase } = await import('../src/index.ts')
  const nowhere = createDatabase({ url: 'postgresql://nobody@127.0.0.1:1/none', applicationName: 'test' })
  await expect(nowhere.row(sql`select ${raw('1')}`)).rejects.toThrow('127.0.0.1:1')
  await nowhere.close()
})
