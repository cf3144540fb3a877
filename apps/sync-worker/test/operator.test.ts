import { type Queryable, sql } from '@hybrid-store/database'
import { newId } from '@hybrid-store/kernel'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createSyncOperator, type SyncOperator } from '../src/operator/create-operator.ts'
import type { PushDeps } from '../src/push/push-deps.ts'
import { openIssues } from '../src/retry-error-manager/issue.repository.ts'
import { createSalesWorld, drainBoth, type SalesWorld } from './sales-world.ts'

const IN_A_YEAR = new Date(Date.now() + 365 * 86_400_000)

let world: SalesWorld
let push: PushDeps
let operator: SyncOperator

beforeAll(async () => {
  world = await createSalesWorld()
  push = world.worker()
  operator = createSyncOperator(world.db)
})
beforeEach(async () => {
  await world.reset()
  await world.db.run(sql`truncate sync.audit, sync.conflict, platform.outbox`)
})
afterAll(() => world.close())

/** An order whose payment is missing: it is given up. */
async function unsendableOrder(): Promise<{ id: string; issue: number }> {
  const { id } = await world.buy()
  await setPayment(id, 'failed')
  await drainBoth(push)
  const { items } = await operator.issues({ entity: 'order', code: 'no_payment', field: '', limit: 10 })
  return { id, issue: items.find(({ recordId }) => recordId === id)?.id ?? 0 }
}

const setPayment = (orderId: string, state: string) =>
  world.db.run(sql`update payments.payment set state = ${state} where order_id = ${orderId}`)
const audit = (db: Queryable = world.db) =>
  db.rows(sql`select who, action, entity, record_id as record, before, after from sync.audit order by id`)
const orderState = async (id: string) =>
  (await world.db.row<{ state: string }>(sql`select state from sync.dirty where entity = 'order' and local_id = ${id}`))
    ?.state
const rung = async () =>
  (await world.db.rows<{ queue: string }>(sql`select queue from platform.outbox order by id`)).map(({ queue }) => queue)

test('open issues are grouped by their kind, with how many records they have and when they began', async () => {
  const first = await unsendableOrder()
  const second = await unsendableOrder()
  const { groups } = await operator.issueGroups()
  expect(groups).toEqual([
    {
      entity: 'order',
      code: 'no_payment',
      field: '',
      records: 2,
      count: 2,
      message: expect.stringContaining('پرداخت نهایی'),
      firstAt: expect.stringMatching(/Z$/),
      lastAt: expect.stringMatching(/Z$/),
    },
  ])
  const page = await operator.issues({ entity: 'order', code: 'no_payment', field: '', limit: 1 })
  expect(page).toMatchObject({ items: [{ recordId: second.id }], nextCursor: String(second.issue) })
  const rest = await operator.issues({
    entity: 'order',
    code: 'no_payment',
    field: '',
    limit: 1,
    cursor: Number(page.nextCursor),
  })
  expect(rest).toMatchObject({ items: [{ recordId: first.id }], nextCursor: null })
})

test('P33: trying again twice tries once, is audited once, and the mended order arrives once', async () => {
  const { id, issue } = await unsendableOrder()
  await setPayment(id, 'paid')
  await world.db.run(sql`truncate platform.outbox`)
  expect(await operator.retry({ issues: [issue] }, 'stf_1')).toBe(1)
  expect(await operator.retry({ issues: [issue] }, 'stf_2')).toBe(0)
  expect(await rung()).toEqual(['order_sync_request'])
  expect(await audit()).toEqual([
    {
      who: 'stf_1',
      action: 'retry',
      entity: 'order',
      record: id,
      before: { state: 'dead', attempts: 1 },
      after: { state: 'dirty', attempts: 0 },
    },
  ])
  await drainBoth(push)
  expect(world.counts().orders).toBe(1)
  expect(await world.issues()).toEqual([{ code: 'no_payment', field: '', status: 'resolved' }])
  expect(await operator.retry({ issues: [issue] }, 'stf_1'), 'after it has arrived').toBe(0)
})

test('P33: all records of a kind are tried again at once, and those of other kinds are not', async () => {
  const first = await unsendableOrder()
  const second = await unsendableOrder()
  const other = await world.buy()
  await world.db.run(sql`update sync.dirty set state = 'dead' where local_id = ${other.id}`)
  const group = { entity: 'order', code: 'no_payment', field: '' }
  expect(await operator.retry({ group }, 'stf_1')).toBe(2)
  expect([await orderState(first.id), await orderState(second.id), await orderState(other.id)]).toEqual([
    'dirty',
    'dirty',
    'dead',
  ])
})

test('P33: what a worker holds is left to it, and an edit meanwhile is tried after it', async () => {
  const { id, issue } = await unsendableOrder()
  await world.db.run(sql`
    update sync.dirty set state = 'dirty', lease_until = now() + interval '1 minute', leased_by = 'worker-2/run'
    where local_id = ${id}`)
  const held = await world.db.row(sql`select * from sync.dirty where local_id = ${id}`)
  expect(await operator.retry({ issues: [issue] }, 'stf_1')).toBe(0)
  expect(await world.db.row(sql`select * from sync.dirty where local_id = ${id}`)).toEqual(held)
  expect(await audit()).toEqual([])
  await setPayment(id, 'paid')
  await world.db.run(sql`select sync.mark_dirty('order', ${id})`)
  await world.later()
  await drainBoth(push)
  expect(world.counts().orders).toBe(1)
})

test('P33: what is ignored is tried no more and shown no more, until it changes; then a refusal is news', async () => {
  const { id, issue } = await unsendableOrder()
  const reason = { note: 'مشتری منصرف شد', until: IN_A_YEAR }
  expect(await operator.ignore({ issues: [issue] }, reason, 'stf_1')).toBe(1)
  expect(await operator.ignore({ issues: [issue] }, reason, 'stf_1')).toBe(0)
  expect(await audit()).toEqual([
    {
      who: 'stf_1',
      action: 'ignore',
      entity: 'order',
      record: id,
      before: { issue, status: 'open', note: null, until: null },
      after: { issue, status: 'ignored', note: 'مشتری منصرف شد', until: expect.any(String) },
    },
  ])
  expect(await orderState(id)).toBe('ignored')
  await world.later()
  await drainBoth(push)
  expect((await operator.issueGroups()).groups).toEqual([])
  expect((await operator.state()).issues).toEqual([])
  expect(await orderState(id)).toBe('ignored')

  await world.db.run(sql`update orders."order" set note = 'تازه' where id = ${id}`)
  await world.db.run(sql`select sync.mark_dirty('order', ${id})`)
  await drainBoth(push)
  expect((await operator.issueGroups()).groups).toMatchObject([{ code: 'no_payment', records: 1, count: 2 }])
  expect(await world.issues(), 'it is the same issue').toEqual([{ code: 'no_payment', field: '', status: 'open' }])
  expect(world.counts().orders).toBe(0)
})

test('an ignored issue comes back by itself after its date', async () => {
  const { issue } = await unsendableOrder()
  await operator.ignore({ issues: [issue] }, { note: 'بعداً', until: new Date(Date.now() - 1_000) }, 'stf_1')
  expect((await operator.issueGroups()).groups).toMatchObject([{ code: 'no_payment' }])
})

test('an ignored issue of a row that nobody changed stays ignored, however often it is met', async () => {
  const bad = { entity: 'Products', recordId: '7', class: 'permanent', code: 'bad_row', field: 'Name', message: 'نام' }
  await openIssues(world.db, [bad])
  const group = { entity: 'Products', code: 'bad_row', field: 'Name' }
  expect(await operator.ignore({ group }, { note: 'می‌دانم', until: IN_A_YEAR }, 'stf_1')).toBe(1)
  await openIssues(world.db, [bad])
  expect(await world.issues()).toEqual([{ code: 'bad_row', field: 'Name', status: 'ignored' }])
})

test('a row of Mahak that was put aside is applied again', async () => {
  const row = sql`entity = 'Products' and mahak_id = (select min(mahak_id) from sync.mirror where entity = 'Products')`
  await world.db.run(sql`
    insert into sync.pending select account_id, entity, mahak_id, 'bad', '-infinity' from sync.mirror where ${row}`)
  const { id } = (await world.db.row<{ id: string }>(
    sql`select mahak_id::text as id from sync.mirror where ${row}`,
  )) ?? { id: '' }
  await openIssues(world.db, [
    { entity: 'Products', recordId: id, class: 'permanent', code: 'bad_row', field: 'Name', message: 'نام' },
  ])
  expect(await operator.retry({ group: { entity: 'Products', code: 'bad_row', field: 'Name' } }, 'stf_1')).toBe(1)
  expect(await rung()).toEqual(['pull_sync_request'])
  await world.pullAll()
  expect(await world.db.rows(sql`select state from sync.pending where ${row}`)).toEqual([])
})

test('the page of an order tells its state, its last exchange and who did what with it', async () => {
  const { id, issue } = await unsendableOrder()
  await setPayment(id, 'paid')
  await operator.retry({ issues: [issue] }, 'stf_1')
  await drainBoth(push)
  const record = await operator.record('order', id)
  expect(record).toMatchObject({
    waiting: null,
    link: { sendState: 'idle', mahakId: expect.any(Number), acceptedAt: expect.stringMatching(/Z$/) },
    issues: [{ code: 'no_payment', status: 'resolved' }],
    exchanges: [{ outcome: 'accepted', failure: null, sent: { Orders: [{ ShippingAddress: '***' }] } }],
    audit: [{ who: 'stf_1', action: 'retry' }],
  })
  expect(JSON.stringify(record)).not.toContain('خیابان آزادی')
  expect(await operator.record('order', newId('ord'))).toBeNull()
})

test('a conflict that a person decides is audited with both winners', async () => {
  const { customerId } = await world.buy()
  await drainBoth(push)
  await world.db.run(sql`
    insert into sync.conflict (account_id, entity, local_id, field, base_value, store_value, mahak_value, winner, rule)
    select id, 'customer', ${customerId}, 'firstName', '"رضا"', '"رضا"', '"رضا علی"', 'store', 'both_changed' from sync.account`)
  const { items } = await operator.conflicts({ limit: 10 })
  expect(items).toMatchObject([{ store: 'رضا', mahak: 'رضا علی', winner: 'store', resolvedBy: null }])
  const id = items[0]?.id ?? 0
  expect(await operator.resolveConflict(id, 'mahak', 'stf_1')).toEqual({ ok: true, value: undefined })
  expect(await world.db.row(sql`select first_name as name from customers.customer where id = ${customerId}`)).toEqual({
    name: 'رضا علی',
  })
  expect(await audit()).toEqual([
    {
      who: 'stf_1',
      action: 'resolve_conflict',
      entity: 'customer',
      record: customerId,
      before: { field: 'firstName', winner: 'store' },
      after: { field: 'firstName', winner: 'mahak' },
    },
  ])
  expect(await operator.resolveConflict(id + 1, 'mahak', 'stf_1')).toEqual({ ok: false, error: { code: 'not_found' } })
})

test('deletions are allowed for an entity that is read, and that is audited', async () => {
  expect(await operator.allowDeletions('Products', 'stf_1')).toBe(true)
  expect(await operator.allowDeletions('Zebras', 'stf_1')).toBe(false)
  expect(await audit()).toMatchObject([{ action: 'allow_deletions', entity: 'Products', record: '*' }])
})

test('an action whose audit cannot be written does not happen', async () => {
  const { id, issue } = await unsendableOrder()
  await world.db.run(sql`alter table sync.audit add constraint nobody check (who <> 'nobody')`)
  await expect(operator.retry({ issues: [issue] }, 'nobody')).rejects.toThrow('nobody')
  await expect(operator.ignore({ issues: [issue] }, { note: 'x', until: IN_A_YEAR }, 'nobody')).rejects.toThrow(
    'nobody',
  )
  expect(await orderState(id)).toBe('dead')
  expect(await world.issues()).toMatchObject([{ status: 'open' }])
})
