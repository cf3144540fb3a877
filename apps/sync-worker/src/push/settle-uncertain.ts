import { type DirtyRecord, postponeDirty, type Tx } from '@hybrid-store/database'
import { databaseTime } from '../database-time.ts'
import { resolveIssues } from '../retry-error-manager/issue.repository.ts'
import type { BuildContext, Lane } from './lane.ts'
import { adoptSent, lastReadingStart } from './outgoing-links.repository.ts'
import { recordAccepted } from './record-accepted.ts'
import { type SendState, selectSendStates, selectUnanswered, setSendState } from './sending.repository.ts'

export type Verdict = { kind: 'accepted' } | { kind: 'send_again' } | { kind: 'wait'; untilMs: number }

/** How soon it is looked again whether a reading has begun late enough. */
const LOOK_AGAIN_MS = 1_000

/**
 * What a sending of unknown outcome has come to. All rows seen at Mahak: it was stored. Not seen by a reading that began
 * `settleMs` after the call: it was not, and goes out again with the same ClientIds. An edit of a record that was accepted
 * before cannot be seen, but repeating it does no harm. Times in ms since 1970.
 */
export function judge(
  send: Pick<SendState, 'acceptedBefore' | 'complete'> & { sentAtMs: number },
  lastReadingMs: number | null,
  settleMs: number,
): Verdict {
  if (send.acceptedBefore) return { kind: 'send_again' }
  if (send.complete) return { kind: 'accepted' }
  const decidableFrom = send.sentAtMs + settleMs
  if (lastReadingMs !== null && lastReadingMs > decidableFrom) return { kind: 'send_again' }
  return { kind: 'wait', untilMs: decidableFrom }
}

/**
 * Settles those of the claimed records whose last sending was never answered; gives the ones that may be sent now and in how
 * many ms the others are due again.
 */
export async function settleUncertain(
  tx: Tx,
  lane: Lane,
  { account, config }: BuildContext,
  records: readonly DirtyRecord[],
): Promise<{ clear: DirtyRecord[]; dueAgain: number[] }> {
  const ids = records.map((record) => record.localId)
  const unanswered = await selectUnanswered(tx, account.id, lane.root, ids)
  if (unanswered.length === 0) return { clear: [...records], dueAgain: [] }

  // Asked before reading back, so that what is taken for missing was missing in that reading.
  const reading = await lastReadingStart(tx, account.id, lane.root)
  await adoptSent(tx, account.id, lane.root, unanswered)
  await lane.readBack?.(tx, account, unanswered)
  const open = await selectSendStates(tx, account.id, lane.root, unanswered)
  const now = await databaseTime(tx)
  const verdicts = new Map(
    open.map((send) => {
      const sentAtMs = (send.sentAt ?? now).getTime()
      return [send.localId, judge({ ...send, sentAtMs }, reading?.getTime() ?? null, config.sendSettleMs)]
    }),
  )
  const having = (kind: Verdict['kind']) => [...verdicts].flatMap(([id, verdict]) => (verdict.kind === kind ? id : []))
  await recordAccepted(tx, lane, account, having('accepted'))
  if (having('accepted').length > 0) await resolveIssues(tx, 'push', [lane.entity])
  await setSendState(tx, account.id, lane.root, having('send_again'), 'idle')
  await setSendState(tx, account.id, lane.root, having('wait'), 'uncertain')
  const waiting = records.flatMap((record) => {
    const verdict = verdicts.get(record.localId)
    if (verdict?.kind !== 'wait') return []
    return [{ record, delayMs: Math.max(LOOK_AGAIN_MS, verdict.untilMs - now.getTime()), counts: false }]
  })
  await postponeDirty(tx, waiting)
  return {
    clear: records.filter((record) => verdicts.get(record.localId)?.kind !== 'wait'),
    dueAgain: waiting.map(({ delayMs }) => delayMs),
  }
}
