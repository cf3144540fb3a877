import { type Queryable, sql } from '@hybrid-store/database'
import type { ChangeLine, MahakFailure } from '../mahak-port.ts'
import type { EntityGroup } from '../pull/entity-groups.ts'

/** Lines that are written, and read again, at once. */
const AT_ONCE = 50

/** Keeps an answer as it came, so that it can be gone through without a call; gives the failure it ended with, if any. */
export async function recordAnswer(
  db: Queryable,
  planId: number,
  group: EntityGroup,
  lines: AsyncIterable<ChangeLine>,
): Promise<MahakFailure | null> {
  let place = 0
  let waiting: string[] = []
  let failure: MahakFailure | null = null
  for await (const line of lines) {
    if ('failure' in line) failure = line.failure
    waiting.push(JSON.stringify(line))
    if (waiting.length === AT_ONCE) await write()
  }
  await write()
  return failure

  async function write(): Promise<void> {
    await db.run(sql`
      insert into sync.plan_line (plan_id, reading, place, line)
      select ${planId}, ${group}, ${place} + t.n, t.line
      from unnest(${waiting}::jsonb[]) with ordinality as t(line, n)`)
    place += waiting.length
    waiting = []
  }
}

/** The answer again, line by line. */
export async function* replayAnswer(db: Queryable, planId: number, group: EntityGroup): AsyncGenerator<ChangeLine> {
  for (let after = 0; ; after += AT_ONCE) {
    const lines = await db.rows<{ line: ChangeLine }>(sql`
      select line from sync.plan_line where plan_id = ${planId} and reading = ${group} and place > ${after}
      order by place limit ${AT_ONCE}`)
    for (const { line } of lines) yield line
    if (lines.length < AT_ONCE) return
  }
}
