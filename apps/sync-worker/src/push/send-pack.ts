import { fail } from '@hybrid-store/kernel'
import { type Aggregate, toSaveLists } from '../bulk-saver/aggregate.ts'
import type { MahakPort } from '../mahak-port.ts'
import { classOfFailure } from '../retry-error-manager/classify.ts'
import type { Lane } from './lane.ts'
import { renewLeases } from './leases.repository.ts'
import { leaseMsOf, type PushDeps } from './push-deps.ts'
import { recordAnswer, recordFailure, recordHalving, type Sending } from './record-outcome.ts'
import type { Run } from './run.ts'
import { writeIntent } from './sending.repository.ts'

/**
 * Sends aggregates in one call: intent committed, call, outcome committed, no transaction open while the call runs. A call
 * that Mahak refuses as a whole is halved until the bad aggregate stands alone. Gives in how many ms what was not accepted is
 * due again.
 */
export async function sendPack(run: Run, lane: Lane, aggregates: readonly Aggregate[]): Promise<number[]> {
  const { deps } = run
  // The intent tells when the call was made, so it waits for the call's turn too.
  const sent = await run.callTurn(() => intendAndCall(run, lane, aggregates))
  if (!sent) return []

  const { sending, answer } = sent
  if (answer.ok) return recordAnswer(deps, sending, answer.value)
  const half = Math.ceil(sending.aggregates.length / 2)
  if (classOfFailure(answer.error) !== 'batch_rejected' || half === sending.aggregates.length)
    return recordFailure(deps, sending, answer.error)
  await recordHalving(deps, sending, answer.error)
  return [
    ...(await sendPack(run, lane, sending.aggregates.slice(0, half))),
    ...(await sendPack(run, lane, sending.aggregates.slice(half))),
  ]
}

async function intendAndCall(run: Run, lane: Lane, aggregates: readonly Aggregate[]) {
  const leased = performance.now()
  const sending = await prepare(run, lane, aggregates)
  if (!sending) return null
  return { sending, answer: await call(run.deps, sending, leased + leaseMsOf(run.deps.config.saveDeadlineMs)) }
}

/** Renews the leases and writes down what is about to be sent; null if other workers have taken everything over. */
function prepare(
  { deps, context: { account }, owner }: Run,
  lane: Lane,
  candidates: readonly Aggregate[],
): Promise<Sending | null> {
  return deps.db.transaction(async (tx) => {
    const ids = candidates.map((aggregate) => aggregate.record.localId)
    const owned = await renewLeases(tx, lane.entity, ids, owner, leaseMsOf(deps.config.saveDeadlineMs))
    const aggregates = candidates.filter((aggregate) => owned.has(aggregate.record.localId))
    if (aggregates.length === 0) return null
    const intent = { accountId: account.id, lane: lane.entity, root: lane.root, worker: owner, aggregates }
    return { lane, owner, account, aggregates, attempt: await writeIntent(tx, intent) }
  })
}

/** A worker that was frozen so long that its lease may end during the call must not send: another may be at it. */
async function call(
  deps: PushDeps,
  { lane, aggregates, attempt }: Sending,
  leaseEnds: number,
): ReturnType<MahakPort['saveRows']> {
  if (performance.now() + deps.config.saveDeadlineMs > leaseEnds)
    return fail({ code: 'unavailable', message: 'the lease was about to end before the call', sent: false })
  const correlationIds = [...new Set(aggregates.flatMap(({ record }) => record.correlationId ?? []))]
  deps.logger.info({ lane: lane.entity, attempt, records: aggregates.length, correlationIds }, 'sending')
  return deps.mahak.saveRows(toSaveLists(aggregates), { requestId: `attempt-${attempt}`, correlationIds })
}
