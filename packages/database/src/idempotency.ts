import { createHash } from 'node:crypto'
import type { Queryable } from './database.ts'
import { sql } from './sql.ts'

export type IdempotencyOutcome =
  | { kind: 'first' }
  | { kind: 'in_progress' }
  | { kind: 'replay'; status: number; answer: unknown }
  | { kind: 'different_request' }

/**
 * Claims `key` within `scope` (customer and route) for a request body. Only `first` may go on; a claim without an answer
 * is given up after a minute, so that a crash does not block the key for ever.
 */
export async function claimIdempotencyKey(
  db: Queryable,
  scope: string,
  key: string,
  body: unknown,
): Promise<IdempotencyOutcome> {
  const hash = createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest('hex')
  const claimed = await db.run(sql`
    insert into platform.idempotency_key as k (scope, key, request_hash) values (${scope}, ${key}, ${hash})
    on conflict (scope, key) do update set created_at = now()
    where k.status is null and k.request_hash = ${hash} and k.created_at < now() - interval '1 minute'`)
  if (claimed === 1) return { kind: 'first' }
  const known = await db.row<{ request_hash: string; status: number | null; answer: unknown }>(
    sql`select request_hash, status, answer from platform.idempotency_key where scope = ${scope} and key = ${key}`,
  )
  if (!known) return { kind: 'in_progress' }
  if (known.request_hash !== hash) return { kind: 'different_request' }
  return known.status === null
    ? { kind: 'in_progress' }
    : { kind: 'replay', status: known.status, answer: known.answer }
}

/** Keeps the answer for replays; a null answer frees the key, so that a failed request can be tried again. */
export async function storeIdempotentAnswer(
  db: Queryable,
  scope: string,
  key: string,
  answer: { status: number; body: unknown } | null,
): Promise<void> {
  await db.run(
    answer
      ? sql`update platform.idempotency_key set status = ${answer.status}, answer = ${JSON.stringify(answer.body ?? null)}::jsonb
            where scope = ${scope} and key = ${key}`
      : sql`delete from platform.idempotency_key where scope = ${scope} and key = ${key}`,
  )
}
