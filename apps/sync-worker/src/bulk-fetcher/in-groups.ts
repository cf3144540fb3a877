import type { MahakFailure } from '@hybrid-store/contracts/mahak-adapter'
import { type EntityName, entityNames } from '@hybrid-store/mahak-client'
import type { ChangeLine, EndOfChanges } from '../mahak-port.ts'

/** Rows of one entity as they came, at most as many as were asked for. */
export interface RowGroup {
  entity: EntityName
  rows: object[]
}

export interface UnreadableRow {
  entity: EntityName
  id: number | null
  reason: string
}

/** How the answer ended. Only a complete one says anything about what Mahak does not have. */
export type Ending =
  | { complete: true; end: EndOfChanges; unreadable: UnreadableRow[] }
  | { complete: false; failure: MahakFailure; unreadable: UnreadableRow[] }

/** One group is read while another is being written. */
const GROUPS_AT_ONCE = 2

/**
 * Gathers the lines of an answer to groups of `size` rows of one entity and hands them to `onGroup`, two at once; nothing more
 * is read from the network while both are busy. Memory holds a line, these two and one group per entity, however large the
 * answer is.
 */
export async function inGroups(
  lines: AsyncIterable<ChangeLine>,
  size: number,
  onGroup: (group: RowGroup) => Promise<void>,
): Promise<Ending> {
  const waiting = new Map<EntityName, object[]>()
  const counts = new Map<EntityName, number>()
  const unreadable: UnreadableRow[] = []
  const work = atMost(GROUPS_AT_ONCE)
  let ending: Ending | undefined

  try {
    for await (const line of lines) await take(line)
    for (const [entity, rows] of waiting) if (rows.length > 0) await work.start(() => onGroup({ entity, rows }))
  } finally {
    await work.finish()
  }
  return ending ?? { complete: false, failure: cutOff('the answer has no end'), unreadable }

  async function take(line: ChangeLine): Promise<void> {
    if ('end' in line) ending = endingOf(line.end, counts, unreadable)
    else if ('failure' in line) ending = { complete: false, failure: line.failure, unreadable }
    else if ('bad' in line) {
      count(line.entity, 1)
      unreadable.push({ entity: line.entity, id: line.bad.id ?? null, reason: line.bad.reason })
    } else {
      count(line.entity, line.rows.length)
      await keep(line.entity, line.rows)
    }
  }

  function count(entity: EntityName, rows: number): void {
    counts.set(entity, (counts.get(entity) ?? 0) + rows)
  }

  async function keep(entity: EntityName, arrived: readonly object[]): Promise<void> {
    const rows = waiting.get(entity) ?? []
    rows.push(...arrived)
    waiting.set(entity, rows)
    while (rows.length >= size) {
      const group = { entity, rows: rows.splice(0, size) }
      await work.start(() => onGroup(group))
    }
  }
}

function endingOf(end: EndOfChanges, counts: ReadonlyMap<EntityName, number>, unreadable: UnreadableRow[]): Ending {
  const missing = entityNames.find((entity) => (end.counts[entity] ?? 0) > (counts.get(entity) ?? 0))
  return missing
    ? { complete: false, failure: cutOff(`rows of ${missing} are missing`), unreadable }
    : { complete: true, end, unreadable }
}

const cutOff = (message: string): MahakFailure => ({ code: 'malformed', message, sent: true })

/** Runs at most `most` jobs at once. The first failure is thrown at the next `start` or, when all have ended, by `finish`. */
function atMost(most: number) {
  const running = new Set<Promise<void>>()
  let failure: { error: unknown } | undefined

  const check = (): void => {
    if (failure) throw failure.error
  }
  return {
    async start(job: () => Promise<void>): Promise<void> {
      if (running.size >= most) await Promise.race(running)
      check()
      const ended: Promise<void> = job()
        .catch((error: unknown) => {
          failure ??= { error }
        })
        .finally(() => running.delete(ended))
      running.add(ended)
    },
    async finish(): Promise<void> {
      await Promise.all(running)
      check()
    },
  }
}
