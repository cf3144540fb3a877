import type { SyncIssueChoice } from '@hybrid-store/contracts'
import { createSyncOperator } from '@hybrid-store/sync-worker/state'
import type { StoreAtHand } from './with-store.ts'

const WHO = 'cli'
const SHOWN = 100

export function listIssues(store: StoreAtHand, args: readonly string[]): Promise<number> {
  return args.length === 0 ? listKinds(store) : listRecords(store, args)
}

async function listKinds({ database, print }: StoreAtHand): Promise<number> {
  const { groups } = await createSyncOperator(database).issueGroups()
  for (const { entity, code, field, records, message } of groups)
    print(`${[entity, code, field].filter(Boolean).join(' ')}: ${records} records, last: ${message}`)
  print(`${groups.length} kinds of issues`)
  return groups.length === 0 ? 0 : 1
}

async function listRecords(
  { database, print }: StoreAtHand,
  [entity = '', code = '', field = '']: readonly string[],
): Promise<number> {
  const { items } = await createSyncOperator(database).issues({ entity, code, field, limit: SHOWN })
  for (const { id, recordId, message, count } of items) print(`${id}  ${recordId}  ${message} (${count}×)`)
  return items.length === 0 ? 0 : 1
}

export async function retryChosen({ database, print }: StoreAtHand, args: readonly string[]): Promise<number> {
  const changed = await createSyncOperator(database).retry(choiceOf(args), WHO)
  print(`${changed} records are tried again`)
  return changed > 0 ? 0 : 1
}

/** Ids of issues, or the words of a kind. */
function choiceOf(args: readonly string[]): SyncIssueChoice {
  if (args.every((word) => /^\d+$/.test(word))) return { issues: args.map(Number) }
  const [entity = '', code = '', field = ''] = args
  return { group: { entity, code, field } }
}

export async function ignoreIssue(
  { database, print }: StoreAtHand,
  [id = '', day = '', ...words]: readonly string[],
): Promise<number> {
  const until = new Date(day)
  if (Number.isNaN(until.getTime()) || words.length === 0) throw new Error('sync ignore <id> <until> <note…>')
  const chosen = { issues: [Number(id)] }
  const changed = await createSyncOperator(database).ignore(chosen, { note: words.join(' '), until }, WHO)
  print(
    changed > 0
      ? `${id} is set aside until ${until.toISOString()}`
      : `there is no open issue ${id}, or it is so already`,
  )
  return changed > 0 ? 0 : 1
}

export async function showRecord(
  { database, print }: StoreAtHand,
  [entity = '', recordId = '']: readonly string[],
): Promise<number> {
  const record = await createSyncOperator(database).record(entity, recordId)
  print(record ? JSON.stringify(record, null, 2) : `the exchange never heard of ${entity} ${recordId}`)
  return record ? 0 : 1
}
