import { randomUUID } from 'node:crypto'
import { checkAccount } from '../account/check-account.ts'
import { pack } from '../bulk-saver/pack.ts'
import { openIssues, resolveIssues } from '../retry-error-manager/issue.repository.ts'
import { claimRecords } from './claim-records.ts'
import type { BuildContext, Lane } from './lane.ts'
import { releaseLeases } from './leases.repository.ts'
import { readOffice } from './office.ts'
import { lastReadingStart } from './outgoing-links.repository.ts'
import type { PushDeps } from './push-deps.ts'
import { sendPack } from './send-pack.ts'

/** How a drain ended: `again` tells when to come back before the next sweep, in ms. */
export type DrainOutcome = { kind: 'drained' | 'paused' | 'not_ready' | 'budget_spent'; again?: number | undefined }

/** Rounds of one drain; then whatever else waits in the queue gets its turn. */
const ROUNDS = 25

/** Sends what is due in a lane until nothing is left, Mahak fails or the budget is spent. */
export async function drain(deps: PushDeps, lane: Lane): Promise<DrainOutcome> {
  if (deps.closing() || !deps.breaker.isClosed()) return { kind: 'paused' }
  const context = await readContext(deps)
  if (!context) return { kind: 'not_ready' }
  const owner = `${deps.workerId}/${randomUUID()}`
  const dueAgain: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const claim = await deps.db.transaction((tx) => claimRecords(tx, lane, context, owner))
    dueAgain.push(...claim.dueAgain)
    if (claim.records === 0) return { kind: 'drained', again: dueAgain.sort((a, b) => a - b)[0] }
    await sendAll(deps, lane, context, owner, claim.ready)
    if (deps.closing() || !deps.breaker.isClosed()) return { kind: 'paused' }
  }
  return { kind: 'budget_spent', again: 0 }
}

async function sendAll(
  deps: PushDeps,
  lane: Lane,
  context: BuildContext,
  owner: string,
  ready: Parameters<typeof pack>[0],
): Promise<void> {
  const packs = pack(ready)
  try {
    while (packs.length > 0 && deps.breaker.isClosed() && !deps.closing())
      await sendPack(deps, lane, context, owner, packs.shift() ?? [])
  } finally {
    const unsent = packs.flat().map((aggregate) => aggregate.record)
    await releaseLeases(deps.db, unsent, owner)
  }
}

/**
 * What documents need to know of the books. Nothing is pushed to the books of another database, nor before everything was read
 * once: persons would be made twice (Mahak API reference §9.3).
 */
async function readContext(deps: PushDeps): Promise<BuildContext | null> {
  const { db, config } = deps
  const checked = await checkAccount(deps)
  if (!checked.ok) return null
  const account = checked.value
  for (const entity of ['Visitors', 'Stores', 'People', 'Orders'])
    if (!(await lastReadingStart(db, account.id, entity))) return null
  const office = await readOffice(db, account, config)
  if (office.ok) {
    await resolveIssues(db, 'push', ['office'])
    return { account, config, office: office.value }
  }
  await openIssues(db, [
    {
      entity: 'push',
      recordId: 'office',
      class: 'config',
      code: office.error.code,
      message: `در محک ${office.error.missing.join(' و ')} برای فروشگاه تعریف نشده است؛ سفارش‌ها منتظر می‌مانند.`,
    },
  ])
  return null
}
