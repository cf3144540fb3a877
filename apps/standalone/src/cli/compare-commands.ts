import { setTimeout as wait } from 'node:timers/promises'
import type { SyncDriftChoice, SyncDriftReport, SyncDriftView, SyncPlanView } from '@hybrid-store/contracts'
import { syncDisputeBody, syncDriftChoice, syncDriftQuery } from '@hybrid-store/contracts'
import { createSyncOperator, type SyncOperator } from '@hybrid-store/sync-worker/state'
import type { StoreAtHand } from './with-store.ts'

const WHO = 'cli'
const SHOWN = 100

export async function showDrift({ database, print }: StoreAtHand, [entity, kind]: readonly string[]): Promise<number> {
  const query = syncDriftQuery.parse({ entity, class: kind, limit: SHOWN })
  const { report, items, nextCursor } = await createSyncOperator(database).drift(query)
  print(report ? summaryOf(report) : 'nothing was compared yet: npm run store -- sync reconcile')
  for (const row of items) print(lineOf(row))
  if (nextCursor)
    print(`and more: name an entity and a class, as in: sync drift ${items[0]?.entity} ${items[0]?.class}`)
  return items.length === 0 ? 0 : 1
}

function summaryOf({ id, finishedAt, read, notRead, lateRows, counts }: SyncDriftReport): string {
  const rows = Object.values(read).reduce((sum, count) => sum + count, 0)
  const found = counts.map((kind) => `${kind.count} ${kind.entity} ${kind.class}`).join(', ') || 'no drift'
  const unread = notRead.length > 0 ? `; not read: ${notRead.join(', ')}` : ''
  return `compare ${id} of ${finishedAt}: ${rows} rows read, ${lateRows} late${unread}; ${found}`
}

function lineOf({ id, entity, recordId, class: kind, field, here, there, repair, repairedAt }: SyncDriftView): string {
  const what = kind === 'differs' ? `${field}: here ${JSON.stringify(here)}, there ${JSON.stringify(there)}` : kind
  return `${id}  ${entity} ${recordId}  ${what}  (${repairedAt ? `repair asked for ${repairedAt}` : `repair: ${repair}`})`
}

export async function repairChosen({ database, print }: StoreAtHand, args: readonly string[]): Promise<number> {
  const changed = await createSyncOperator(database).repair(choiceOf(args), WHO)
  print(`${changed} differences are being mended; the next compare shows whether they are`)
  return changed > 0 ? 0 : 1
}

/** Ids of differences, or entity and class of all of a kind. */
function choiceOf(args: readonly string[]): SyncDriftChoice {
  if (args.every((word) => /^\d+$/.test(word))) return syncDriftChoice.parse({ drifts: args.map(Number) })
  const [entity, kind] = args
  return syncDriftChoice.parse({ kind: { entity, class: kind } })
}

/** Shows what would be told; with the word `now` it is told. */
export async function disputeEntity({ database, print }: StoreAtHand, args: readonly string[]): Promise<number> {
  const [entity, ...words] = args
  const again = words.filter((word) => /^\d+$/.test(word)).map(Number)
  const dispute = syncDisputeBody.parse({ entity, kind: words.includes('codes') ? 'order_codes' : 'rows', again })
  const operator = createSyncOperator(database)
  const preview = await operator.previewDispute(dispute)
  if (!preview) {
    print(`there is nothing of ${entity} to compare`)
    return 1
  }
  const pairs = dispute.kind === 'rows' ? 'ids with their versions' : 'order ids with their numbers'
  print(`${preview.pairs} ${pairs} of ${preview.entity} would be told; then ${preview.group} is read`)
  print(`rows known to differ: ${preview.expected.rows} ${preview.expected.some.join(' ')}`.trimEnd())
  if (!words.includes('now')) {
    print('nothing was sent; add the word: now')
    return 0
  }
  const asked = await operator.dispute(dispute, WHO)
  print(asked.ok ? 'asked for' : `refused: ${asked.error.code}`)
  return asked.ok ? 0 : 1
}

const LOOK_EVERY_MS = 250
const PATIENCE_MS = 15 * 60_000

export async function dryRun({ database, print }: StoreAtHand): Promise<number> {
  const operator = createSyncOperator(database)
  const plan = await finished(operator, await operator.dryRun(WHO))
  if (!plan || plan.failure) {
    print(plan ? `no plan could be made: ${plan.failure}` : 'no worker has made the plan; is one running?')
    return 1
  }
  for (const line of planLines(plan)) print(line)
  return plan.warnings.length === 0 ? 0 : 1
}

async function finished(operator: SyncOperator, id: number): Promise<SyncPlanView | null> {
  for (const began = performance.now(); performance.now() - began < PATIENCE_MS; await wait(LOOK_EVERY_MS)) {
    const plan = await operator.plan(id)
    if (plan?.finishedAt) return plan
  }
  return null
}

function planLines(plan: SyncPlanView): string[] {
  return [
    ...plan.changes.map(({ entity, action, count }) => `in the shop: ${action} ${count} ${entity}`),
    ...plan.sends.map(({ entity, count }) => `to Mahak: ${count} ${entity}`),
    `calls to send: ${plan.calls}; conflicts: ${plan.conflicts}; variants without a price: ${plan.zeroPrices}`,
    ...plan.prices.map(({ name, price }) => `compare with the desktop program: ${name} ${price} Rial`),
    ...plan.warnings.map((warning) => `warning: ${warning}`),
    ...plan.entries.map((entry) => `${entry.action} ${entry.entity} ${entry.recordId} ${JSON.stringify(entry.diff)}`),
    'nothing was written, here or there',
  ]
}
