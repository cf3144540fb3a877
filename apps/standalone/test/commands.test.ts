import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from '@hybrid-store/database'
import { messagingMigrations } from '@hybrid-store/messaging'
import { syncMigrations } from '@hybrid-store/sync-worker/migrations'
import { eventually, type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../src/cli/run-command.ts'

let folder: string
let store: TestDatabase

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'cli-'))
  store = await testDatabase([messagingMigrations, syncMigrations])
})
afterAll(async () => {
  await store?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function run(words: string, settings: Record<string, string> = {}) {
  const [out, err]: [string[], string[]] = [[], []]
  const status = await runCommand(words.split(' ').filter(Boolean), {
    environment: { STORE_DATA_DIR: folder, ...settings },
    print: (line) => out.push(line),
    complain: (line) => err.push(line),
  })
  return { status, out: out.join('\n'), err: err.join('\n') }
}

test('without a command, and for an unknown one, all are listed', async () => {
  const { status, out, err } = await run('')
  expect({ status, out }).toEqual({ status: 0, out: '' })
  expect(err).toContain('usage: npm run store -- <command>\n  doctor mahak ')
  expect(err).toContain('\n  dead-letters drop <id>          throw one away\n')
  expect(await run('sync nonsense')).toEqual({ status: 2, out: '', err })
  expect(await run('--help')).toEqual({ status: 0, out: err, err: '' })
})

test('each command has help, which does nothing else', async () => {
  expect(await run('sync status --help')).toEqual({
    status: 0,
    out: 'usage: npm run store -- sync status\nwhere the exchange with Mahak stands\nExit status 1 if there are open issues.',
    err: '',
  })
  expect((await run('doctor mahak -h')).out).toContain('Exit status: 0 all is well, 1 warnings, 2 errors.')
})

test('a command without its argument shows its help', async () => {
  expect(await run('dead-letters drop', { DATABASE_URL: store.url })).toEqual({
    status: 2,
    out: '',
    err: 'usage: npm run store -- dead-letters drop <id>\nthrow one away',
  })
})

test('a command that needs a store says how to get one', async () => {
  expect(await run('sync status')).toEqual({
    status: 2,
    out: '',
    err: `no store runs on ${folder}: start it with \`npm start\`, or set DATABASE_URL (and AMQP_URL) of a running one`,
  })
})

test('a command works on the store of DATABASE_URL', async () => {
  const settings = { DATABASE_URL: store.url }
  expect(await run('dead-letters list', settings)).toEqual({ status: 0, out: '0 dead letters', err: '' })
  expect(await run('dead-letters drop 17', settings)).toEqual({
    status: 1,
    out: 'there is no dead letter 17',
    err: '',
  })
  expect(await run('sync status', settings)).toEqual({
    status: 0,
    out: 'account: not seen yet\nuncertain sends: 0',
    err: '',
  })
})

test('how far the first reading has come is shown while it runs', async () => {
  await store.run(sql`insert into sync.account (database_id, visitor_id, title) values (2, 1, 'نمونه')`)
  await store.run(sql`
    insert into sync.progress (account_id, entity, started_at, received, expected, read_at, to_apply, applying_at, applied, updated_at)
    select id, 'Products', '2026-11-23 08:00Z', 9000, 9000, '2026-11-23 08:01Z', 9000, '2026-11-23 08:01Z', 4000,
      '2026-11-23 08:01:04Z' from sync.account`)
  const { out } = await run('sync status', { DATABASE_URL: store.url })
  await store.run(sql`delete from sync.progress`)
  await store.run(sql`delete from sync.account`)
  expect(out).toContain('read Products                   applying  4000 of 9000 taken over  1000 rows/s  5 s left')
})

test('what needs a person is listed by kind, tried again and set aside, and its story is told', async () => {
  const settings = { DATABASE_URL: store.url }
  const say = async (words: string) => (await run(words, settings)).out
  await store.run(sql`
    insert into sync.issue (entity, record_id, class, code, message)
    values ('order', 'ord_1', 'permanent', 'no_payment', 'پرداخت ندارد')`)
  await store.run(sql`insert into sync.dirty (entity, local_id, state, attempts) values ('order', 'ord_1', 'dead', 3)`)
  expect(await run('sync issues', settings)).toEqual({
    status: 1,
    out: 'order no_payment: 1 records, last: پرداخت ندارد\n1 kinds of issues',
    err: '',
  })
  expect(await say('sync issues order no_payment')).toBe('1  ord_1  پرداخت ندارد (1×)')
  expect(await say('sync retry order no_payment')).toBe('1 records are tried again')
  expect(await say('sync retry 1')).toBe('0 records are tried again')
  expect((await run('sync ignore 1 someday', settings)).err).toBe('sync ignore <id> <until> <note…>')
  expect(await say('sync ignore 1 2100-01-31 called off')).toBe('1 is set aside until 2100-01-31T00:00:00.000Z')
  expect(await run('sync issues', settings)).toEqual({ status: 0, out: '0 kinds of issues', err: '' })
  expect(JSON.parse(await say('sync record order ord_1'))).toMatchObject({
    waiting: { state: 'dirty', attempts: 0 },
    issues: [{ status: 'ignored', note: 'called off' }],
    audit: [
      { who: 'cli', action: 'ignore' },
      { who: 'cli', action: 'retry' },
    ],
  })
  expect(await run('sync record order ord_2', settings)).toMatchObject({ status: 1 })
  expect(await run('sync allow-deletions Zebras', settings)).toMatchObject({ status: 1 })
})

test('differences are listed and mended, a dispute is shown before it is asked for, a plan is awaited', async () => {
  const settings = { DATABASE_URL: store.url }
  const say = async (words: string) => (await run(words, settings)).out
  expect(await run('sync drift', settings)).toEqual({
    status: 0,
    out: 'nothing was compared yet: npm run store -- sync reconcile',
    err: '',
  })
  expect(await say('sync dispute Products')).toBe('there is nothing of Products to compare')
  await store.run(
    sql`insert into sync.account (id, database_id, visitor_id, title) overriding system value values (1, 1, 2, 'x')`,
  )
  await store.run(sql`
    insert into sync.drift_report (account_id, finished_at, read, late_rows, counts)
    values (1, '2026-11-28T00:00:00Z', '{"Products": 7}', 1, '[{"entity": "Products", "class": "differs", "count": 1}]')`)
  await store.run(sql`
    insert into sync.drift (account_id, report_id, entity, record_id, mahak_id, class, field, here, there)
    values (1, 1, 'Products', '81', 81, 'differs', 'name', '"a"', '"b"')`)
  await store.run(sql`
    insert into sync.mirror (account_id, entity, mahak_id, version, hash, doc, deleted)
    values (1, 'Products', 81, 5, 'h', '{}', false)`)
  expect(await run('sync drift', settings)).toEqual({
    status: 1,
    out: [
      'compare 1 of 2026-11-28T00:00:00.000Z: 7 rows read, 1 late; 1 Products differs',
      '1  Products 81  name: here "a", there "b"  (repair: apply)',
    ].join('\n'),
    err: '',
  })
  expect(await say('sync drift Orders')).not.toContain('81')
  expect(await say('sync dispute Products')).toBe(
    '1 ids with their versions of Products would be told; then catalog is read\nrows known to differ: 1 81\nnothing was sent; add the word: now',
  )
  await store.run(sql`truncate platform.outbox`)
  const sent = () => store.rows(sql`select queue, message from platform.outbox order by id`)
  expect(await sent()).toEqual([])
  expect(await say('sync repair Products differs')).toContain('1 differences are being mended')
  expect(await run('sync repair 1', settings)).toMatchObject({ status: 1 })
  expect(await say('sync dispute Products now 81')).toContain('asked for')
  expect(await sent()).toMatchObject([
    { queue: 'pull_sync_request' },
    {
      queue: 'reconcile_sync_request',
      message: { type: 'sync.dispute', body: { entity: 'Products', kind: 'rows', again: [81] } },
    },
  ])
  const rehearsal = say('sync dry-run')
  await eventually(
    async () =>
      (await store.run(sql`
    update sync.plan set finished_at = now(), summary = '{"changes": [{"entity": "Products", "action": "update", "count": 2}],
      "sends": [], "calls": 0, "conflicts": 0, "warnings": [], "zeroPrices": 3, "prices": [], "entries": []}'`)) > 0,
  )
  expect(await rehearsal).toBe(
    [
      'in the shop: update 2 Products',
      'calls to send: 0; conflicts: 0; variants without a price: 3',
      'nothing was written, here or there',
    ].join('\n'),
  )
  expect(await store.rows(sql`select who, action from sync.audit order by id desc limit 3`)).toEqual([
    { who: 'cli', action: 'dry_run' },
    { who: 'cli', action: 'dispute' },
    { who: 'cli', action: 'repair' },
  ])
})

test('an option that does not exist is named', async () => {
  const { status, err } = await run('doctor mahak --yaml')
  expect(status).toBe(2)
  expect(err).toContain("Unknown option '--yaml'")
})
