import type { SyncStateView } from '@hybrid-store/contracts'
import type { MessageBus } from '@hybrid-store/messaging'
import { createSyncOperator, syncState } from '@hybrid-store/sync-worker/state'
import type { StoreAtHand } from './with-store.ts'

export async function showSyncStatus({ database, print }: StoreAtHand): Promise<number> {
  const state = await syncState(database)
  print(
    state.account
      ? `account: ${state.account.title} (visitor ${state.account.visitorId}, ${state.account.creditDay ?? '?'} days left)`
      : 'account: not seen yet',
  )
  for (const pull of state.pulls)
    print(
      `pull ${pull.entity.padEnd(26)} safe ${pull.safeVersion}  seen ${pull.seenVersion}  rows ${pull.rowsTotal}  last ${pull.lastPullAt ?? 'never'}`,
    )
  for (const reading of state.readings) print(`read ${reading.entity.padEnd(26)} ${progressText(reading)}`)
  for (const entry of state.waiting)
    print(
      `push ${entry.entity.padEnd(26)} ${entry.count} ${entry.state}, oldest ${Math.round(entry.oldestMs / 1000)} s`,
    )
  print(`uncertain sends: ${state.uncertain}`)
  for (const issue of state.issues)
    print(`issue ${issue.id} ${issue.entity} ${issue.recordId} ${issue.code}: ${issue.message} (${issue.count}×)`)
  return state.issues.length === 0 ? 0 : 1
}

function progressText(reading: SyncStateView['readings'][number]): string {
  const { state, received, expected, applied, pending, rowsPerSecond, secondsLeft } = reading
  const rows =
    state === 'applying'
      ? `${applied} of ${applied + pending} taken over`
      : `${received} of ${expected ?? '?'} received`
  return `${state.padEnd(8)}  ${rows}  ${rowsPerSecond ?? '?'} rows/s  ${secondsLeft ?? '?'} s left`
}

export const pullNow = (store: StoreAtHand): Promise<number> => ring(store, 'pull_sync_request', 'sync.pull')

export async function pushNow(store: StoreAtHand): Promise<number> {
  await ring(store, 'catalog_sync_request', 'sync.drain')
  await ring(store, 'customer_sync_request', 'sync.drain')
  return ring(store, 'order_sync_request', 'sync.drain')
}

export const reconcileNow = (store: StoreAtHand): Promise<number> =>
  ring(store, 'reconcile_sync_request', 'sync.reconcile')

export async function permitDeletions(
  { database, print }: StoreAtHand,
  [entity = '']: readonly string[],
): Promise<number> {
  if (!(await createSyncOperator(database).allowDeletions(entity, 'cli'))) {
    print(`nothing was ever read of ${entity}`)
    return 1
  }
  print(`deletions of ${entity} are allowed for 15 minutes; the next pull applies them`)
  return 0
}

async function ring(
  { bus, print }: StoreAtHand,
  queue: Parameters<MessageBus['publish']>[0],
  type: string,
): Promise<number> {
  await bus.publish(queue, { type, body: { reason: 'operator' } })
  print(`asked for: ${queue}`)
  return 0
}
