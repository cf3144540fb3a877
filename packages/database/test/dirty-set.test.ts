import { withCorrelationId } from '@hybrid-store/observability/correlation'
import { type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  buryFatal,
  finishDirty,
  lastGeneration,
  leaseDirty,
  leaseNamed,
  leaseNewest,
  leaseSuspect,
  markDirty,
  postponeDirty,
  sql,
} from '../src/index.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.close())
beforeEach(async () => {
  await db.run(sql`delete from sync.dirty`)
})

const lease = (worker = 'w1', leaseMs = 60_000) =>
  db.transaction((tx) => leaseDirty(tx, 'order', { limit: 10, leaseMs, worker }))
const mark = (id: string) => db.transaction((tx) => markDirty(tx, 'order', id))

test('a changed record is handed out once while its lease lasts', async () => {
  await mark('ord_1')
  await mark('ord_1')
  expect((await lease()).map((record) => record.localId)).toEqual(['ord_1'])
  expect(await lease('w2')).toEqual([])
})

test('finishing removes the record', async () => {
  await mark('ord_1')
  const records = await lease()
  await db.transaction((tx) => finishDirty(tx, records))
  expect(await db.rows(sql`select * from sync.dirty`)).toEqual([])
})

test('an edit during the work survives its finish and is due at once', async () => {
  await mark('ord_1')
  const first = await lease()
  await mark('ord_1')
  await db.transaction((tx) => finishDirty(tx, first))
  const again = await lease()
  expect(again).toHaveLength(1)
  expect(again[0]?.generation).toBeGreaterThan(first[0]?.generation ?? Number.MAX_SAFE_INTEGER)
})

test('delete and re-insert cannot be confused with the old change, for generations come from a sequence', async () => {
  await mark('ord_1')
  const old = await lease()
  await db.run(sql`delete from sync.dirty`)
  await mark('ord_1')
  await db.transaction((tx) => finishDirty(tx, old))
  expect(await lease()).toHaveLength(1)
})

test('a record whose worker died is due again when the lease ends, and its claims are counted', async () => {
  await mark('ord_1')
  await lease('dead', -1)
  expect((await lease('w2'))[0]?.claims).toBe(2)
})

test('a postponed record waits, an uncounted failure leaves the attempts alone, a dead one is not handed out', async () => {
  await mark('ord_1')
  const [record] = await lease()
  if (!record) throw new Error('nothing leased')
  await db.transaction((tx) => postponeDirty(tx, [{ record, delayMs: 60_000, counts: false }]))
  expect(await lease()).toEqual([])
  expect(await db.row(sql`select attempts, state from sync.dirty`)).toEqual({ attempts: 0, state: 'dirty' })
  await db.transaction((tx) => postponeDirty(tx, [{ record, dead: true }]))
  expect(await db.row(sql`select attempts, state from sync.dirty`)).toEqual({ attempts: 1, state: 'dead' })
})

test('many records are put back in one statement, and one that was edited meanwhile stays due', async () => {
  for (const id of ['ord_1', 'ord_2', 'ord_3']) await mark(id)
  const records = await lease()
  await mark('ord_3')
  const before = db.queryCount
  await db.transaction((tx) =>
    postponeDirty(
      tx,
      records.map((record) =>
        record.localId === 'ord_2' ? { record, dead: true } : { record, delayMs: 60_000, counts: true },
      ),
    ),
  )
  expect(db.queryCount - before).toBe(1)
  const rows = await db.rows(sql`select local_id as id, state, attempts, claims, leased_by from sync.dirty order by 1`)
  expect(rows).toEqual([
    { id: 'ord_1', state: 'dirty', attempts: 1, claims: 0, leased_by: null },
    { id: 'ord_2', state: 'dead', attempts: 1, claims: 0, leased_by: null },
    { id: 'ord_3', state: 'dirty', attempts: 0, claims: 0, leased_by: null },
  ])
  expect((await lease()).map((record) => record.localId)).toEqual(['ord_3'])
})

test('the oldest go in the order of their changes, and the newest can be taken apart from them', async () => {
  for (let n = 1; n <= 9; n += 1) await mark(`ord_${n}`)
  const taken = { leaseMs: 60_000, worker: 'w', limit: 2 }
  const numbers = (records: { localId: string }[]) => records.map(({ localId }) => Number(localId.slice(4))).sort()
  const oldest = await db.transaction((tx) => leaseDirty(tx, 'order', taken))
  expect(numbers(oldest)).toEqual([1, 2])
  const newest = (after: number) => db.transaction((tx) => leaseNewest(tx, 'order', { ...taken, after }))
  expect(numbers(await newest(0))).toEqual([8, 9])
  const soFar = await db.transaction(lastGeneration)
  expect(await newest(soFar)).toEqual([])
  await mark('ord_3')
  expect(numbers(await newest(soFar))).toEqual([3])
})

test('records are taken by name as long as they are due and free', async () => {
  for (const id of ['ord_1', 'ord_2', 'ord_3']) await mark(id)
  await db.run(sql`update sync.dirty set not_before = now() + interval '1 hour' where local_id = 'ord_2'`)
  const named = () =>
    db.transaction((tx) =>
      leaseNamed(tx, 'order', { localIds: ['ord_1', 'ord_2', 'ord_4'], leaseMs: 60_000, worker: 'w' }),
    )
  expect((await named()).map((record) => record.localId)).toEqual(['ord_1'])
  expect(await named()).toEqual([])
  expect((await lease()).map((record) => record.localId)).toEqual(['ord_3'])
})

test('a record taken three times without an outcome travels alone, and after five times no more', async () => {
  await mark('ord_1')
  await mark('ord_2')
  for (let claim = 1; claim <= 3; claim += 1) expect(await lease('dead', -1)).toHaveLength(2)
  expect(await lease()).toEqual([])
  const suspect = (leaseMs: number) => db.transaction((tx) => leaseSuspect(tx, 'order', { leaseMs, worker: 'w' }))
  const [innocent] = await suspect(60_000)
  await db.transaction((tx) => finishDirty(tx, innocent ? [innocent] : []))
  expect((await suspect(-1)).map((record) => record.claims)).toEqual([4])
  expect((await suspect(-1)).map((record) => record.claims)).toEqual([5])
  const buried = await db.transaction((tx) => buryFatal(tx, 'order'))
  expect(buried).toEqual([innocent?.localId === 'ord_1' ? 'ord_2' : 'ord_1'])
  expect(await suspect(60_000)).toEqual([])
  await mark(buried[0] ?? '')
  expect(await lease()).toHaveLength(1)
})

test('what came from the books is not marked', async () => {
  await db.transaction(async (tx) => {
    await tx.run(sql`select set_config('sync.origin', 'mahak', true)`)
    await markDirty(tx, 'order', 'ord_1')
  })
  expect(await lease()).toEqual([])
})

test('twelve writers with slow commits lose nothing', async () => {
  const writers = Array.from({ length: 12 }, (_, writer) =>
    (async () => {
      for (let step = 0; step < 20; step += 1) {
        await db.transaction(async (tx) => {
          await markDirty(tx, 'order', `ord_${writer}_${step}`)
          if (step % 5 === 0) await tx.run(sql`select pg_sleep(0.01)`)
        })
      }
    })(),
  )
  let writing = true
  const drained = new Set<string>()
  const drain = async () => {
    const records = await db.transaction((tx) => leaseDirty(tx, 'order', { limit: 50, leaseMs: 60_000, worker: 'w' }))
    for (const record of records) drained.add(record.localId)
    await db.transaction((tx) => finishDirty(tx, records))
    return records.length
  }
  const drainer = (async () => {
    while (writing || (await drain()) > 0) await drain()
  })()
  await Promise.all(writers)
  writing = false
  await drainer
  expect(drained.size).toBe(240)
})

test('the request that changed a record last is kept with it, and a change that no request made leaves it', async () => {
  const who = () =>
    db.rows<{ id: string; request: string | null }>(
      sql`select local_id as id, correlation_id as request from sync.dirty where local_id like 'ord_by%' order by 1`,
    )
  await mark('ord_by_nobody')
  await withCorrelationId('first', () => mark('ord_by_one'))
  await withCorrelationId('second', () => mark('ord_by_one'))
  await mark('ord_by_one')
  expect(await who()).toEqual([
    { id: 'ord_by_nobody', request: null },
    { id: 'ord_by_one', request: 'second' },
  ])
  const leased = await lease()
  expect(leased.map(({ localId, correlationId }) => [localId, correlationId]).sort()).toEqual([
    ['ord_by_nobody', null],
    ['ord_by_one', 'second'],
  ])
  for (const { changedAt, claimedAt } of leased) expect(claimedAt.getTime()).toBeGreaterThanOrEqual(changedAt.getTime())
})
