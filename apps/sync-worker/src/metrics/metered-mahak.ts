import type { SaveLists } from '@hybrid-store/mahak-client'
import type { ChangeLine, DisputePort, MahakPort, SaveResults } from '../mahak-port.ts'
import type { SyncMeters } from './sync-meters.ts'

type Kind = 'account' | 'changes' | 'dispute' | 'picture' | 'save' | 'upload'

/** Mahak, with every call and row counted on its way. */
export function meteredMahak(mahak: MahakPort & DisputePort, meters: SyncMeters): MahakPort & DisputePort {
  const started = (kind: Kind) => {
    const end = meters.calls.startTimer({ kind })
    return (outcome: string) => void end({ outcome })
  }
  const timed = async <Answer extends { ok: true } | { ok: false; error: { code: string } }>(
    kind: Kind,
    call: () => Promise<Answer>,
  ): Promise<Answer> => {
    const ended = started(kind)
    const answer = await call()
    ended(answer.ok ? 'ok' : answer.error.code)
    return answer
  }
  return {
    changes: (versions) => meteredChanges(mahak.changes(versions), meters, started('changes')),
    saveRows: async (lists, call) => {
      countSent(lists, meters)
      const answer = await timed('save', () => mahak.saveRows(lists, call))
      if (answer.ok) countAnswered(answer.value, meters)
      return answer
    },
    account: async () => {
      const answer = await timed('account', () => mahak.account())
      if (answer.ok && answer.value.skewMs !== null) meters.skew.set(answer.value.skewMs / 1_000)
      return answer
    },
    picture: (url) => timed('picture', () => mahak.picture(url)),
    uploadPicture: (picture) => timed('upload', () => mahak.uploadPicture(picture)),
    solveDispute: (entity, items) => timed('dispute', () => mahak.solveDispute(entity, items)),
    solveOrderDispute: (items) => timed('dispute', () => mahak.solveOrderDispute(items)),
  }
}

async function* meteredChanges(
  lines: AsyncIterable<ChangeLine>,
  { rowsRead }: SyncMeters,
  ended: (outcome: string) => void,
): AsyncGenerator<ChangeLine> {
  let outcome = 'left'
  try {
    for await (const line of lines) {
      if ('rows' in line) rowsRead.inc({ entity: line.entity }, line.rows.length)
      if ('bad' in line) rowsRead.inc({ entity: line.entity })
      if ('end' in line) outcome = 'ok'
      if ('failure' in line) outcome = line.failure.code
      yield line
    }
  } finally {
    ended(outcome)
  }
}

function countSent(lists: SaveLists, { rowsSent }: SyncMeters): void {
  for (const [list, rows] of Object.entries(lists)) rowsSent.inc({ list }, rows.length)
}

function countAnswered(results: SaveResults, { rowsAnswered }: SyncMeters): void {
  for (const [list, rows] of Object.entries(results)) {
    const stored = rows.filter((row) => row.ok).length
    if (stored > 0) rowsAnswered.inc({ list, outcome: 'stored' }, stored)
    if (rows.length > stored) rowsAnswered.inc({ list, outcome: 'refused' }, rows.length - stored)
  }
}
