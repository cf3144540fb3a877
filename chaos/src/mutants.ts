import type { Replacement } from './replacements.ts'

/** A protection of the worker that is taken away. A harness that is worth its time finds a seed that fails without it. */
export interface Mutant {
  name: string
  replacements: readonly Replacement[]
  /** What is done to the shop's database instead, for protections that live there. */
  statement?: string
}

export const MUTANTS: readonly Mutant[] = [
  mutant('settle rule', [
    'apps/sync-worker/src/row-version-tracker/settle-rule.ts',
    'observedAt + settleMs <= reading.started',
    'observedAt + settleMs > 0',
  ]),
  mutant('read-back of uncertain sends', [
    'apps/sync-worker/src/push/settle-uncertain.ts',
    "if (send.acceptedBefore) return { kind: 'send_again' }",
    "if (settleMs > 0) return { kind: 'send_again' }",
  ]),
  mutant('intent before the call', [
    'apps/sync-worker/src/push/outgoing-links.repository.ts',
    'select local_id as "localId", client_id as "clientId"',
    `select local_id as "localId", case when mahak_id is null
      then client_id + (extract(epoch from clock_timestamp()) * 1000)::bigint else client_id end as "clientId"`,
  ]),
  mutant('generation guard on finish', [
    'packages/database/src/dirty-set.ts',
    'd.generation = done.generation',
    'true',
  ]),
  mutant(
    'lease check before the call',
    [
      'apps/sync-worker/src/push/send-pack.ts',
      'performance.now() + deps.config.saveDeadlineMs > leaseEnds',
      'leaseEnds < 0',
    ],
    [
      'apps/sync-worker/src/push/send-pack.ts',
      'candidates.filter((aggregate) => owned.has(aggregate.record.localId))',
      'owned.size < 0 ? [] : candidates',
    ],
  ),
  // Instead: what our own save has returned as its version counts as read.
  mutant('content echo filter', [
    'apps/sync-worker/src/upsert-engine/mirror.repository.ts',
    'select mahak_id as id, version, hash, deleted, parent_id as "parentId", other_id as "otherId" from sync.mirror',
    `select mahak_id as id, hash, deleted, parent_id as "parentId", other_id as "otherId",
      greatest(version, (select max(l.pushed_version) + 1 from sync.link l where l.account_id = m.account_id
        and l.entity = m.entity and l.mahak_id = m.mahak_id)) as version
    from sync.mirror m`,
  ]),
  {
    name: 'dirty-set trigger',
    replacements: [],
    statement: 'alter table customers.customer disable trigger capture_change',
  },
]

function mutant(
  name: string,
  ...texts: readonly (readonly [file: string, source: string, replacement: string])[]
): Mutant {
  return { name, replacements: texts.map(([file, source, replacement]) => ({ name, file, source, replacement })) }
}
