import { sql } from '@hybrid-store/database'
import type { HttpServer } from '@hybrid-store/http'
import { eventually, type TestDatabase, testDatabase } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { type Answer, answerOnce, problemAnswer } from '../idempotent.ts'
import { as, testServer } from './test-server.ts'

let db: TestDatabase
let app: HttpServer
let runs = 0
let work: () => Promise<Answer>
beforeAll(async () => {
  db = await testDatabase()
  app = testServer((server) => {
    server.post(
      '/api/v1/things/:thing',
      {
        schema: { params: z.object({ thing: z.string() }), body: z.object({ n: z.int() }) },
        config: { rules: { access: 'customer', rate: 'write', idempotency: 'key' } },
      },
      async (request, reply) =>
        answerOnce(db, request, reply, async () => {
          runs += 1
          return work()
        }),
    )
  })
})
afterAll(async () => {
  await app.close()
  await db.close()
})
beforeEach(async () => {
  runs = 0
  work = async () => ({ status: 201, body: { run: runs } })
  await db.run(sql`delete from platform.idempotency_key`)
})

const post = (key: string | null, { n = 1, thing = 'a', customer = 'cus_1' } = {}) =>
  app.inject({
    method: 'POST',
    url: `/api/v1/things/${thing}`,
    headers: { ...as('customer', customer), ...(key === null ? {} : { 'idempotency-key': key }) },
    payload: { n },
  })

test('the first answer is given again to every repeat, and the work runs once', async () => {
  const first = await post('k1')
  const again = await post('k1')
  expect([first.statusCode, first.json()]).toEqual([201, { run: 1 }])
  expect([again.statusCode, again.json()]).toEqual([201, { run: 1 }])
  expect(runs).toBe(1)
})

test('a request without a key, or with one that is none, is refused before any work', async () => {
  for (const key of [null, '', 'two words', 'x'.repeat(201)]) {
    const answer = await post(key)
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'idempotency_key_required'])
  }
  expect(runs).toBe(0)
})

test('the same key for another body or another thing is a conflict', async () => {
  await post('k1')
  expect((await post('k1', { n: 2 })).json()).toMatchObject({ status: 409, code: 'idempotency_conflict' })
  expect((await post('k1', { thing: 'b' })).json()).toMatchObject({ status: 409, code: 'idempotency_conflict' })
  expect(runs).toBe(1)
})

test('two customers may use the same key', async () => {
  await post('k1')
  expect((await post('k1', { customer: 'cus_2' })).json()).toEqual({ run: 2 })
})

test('of ten requests at once one works, the others are told that it is in progress', async () => {
  let finish = (): void => undefined
  const finished = new Promise<void>((resolve) => {
    finish = resolve
  })
  work = async () => {
    await finished
    return { status: 200, body: {} }
  }
  const codes: string[] = []
  const answers = Array.from({ length: 10 }, async () => {
    const answer = await post('k1')
    codes.push(answer.json().code ?? 'done')
  })
  await eventually(() => codes.length === 9)
  finish()
  await Promise.all(answers)
  expect(codes).toEqual([...Array(9).fill('request_in_progress'), 'done'])
  expect(runs).toBe(1)
})

test('a refusal of 4xx is kept as problem+json', async () => {
  work = async () => problemAnswer({ code: 'cart_changed', total: 5 })
  const first = await post('k1')
  work = async () => ({ status: 200, body: {} })
  const again = await post('k1')
  for (const answer of [first, again]) {
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(answer.json()).toMatchObject({ status: 409, code: 'cart_changed', total: 5 })
    expect(answer.json().requestId).toBe(answer.headers['x-request-id'])
  }
  expect(runs).toBe(1)
})

test('an answer of 5xx frees the key, and so do a transient one and an exception', async () => {
  work = async () => problemAnswer({ code: 'payment_unavailable' })
  expect((await post('k1')).statusCode).toBe(502)
  work = async () => ({ ...problemAnswer({ code: 'request_in_progress' }), transient: true })
  expect((await post('k1')).statusCode).toBe(409)
  work = async () => {
    throw new Error('broken')
  }
  expect((await post('k1')).json().code).toBe('internal_error')
  work = async () => ({ status: 200, body: { run: runs } })
  expect((await post('k1')).json()).toEqual({ run: 4 })
})
