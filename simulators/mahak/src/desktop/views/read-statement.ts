import type { Queryable } from '@hybrid-store/database'
import { entityOf } from '../../entities/index.ts'
import { numberIn, textIn } from '../../entities/members.ts'
import { findByParents } from '../../store/rows.repository.ts'

export interface StatementLine {
  row: number
  /** §4.11. */
  type: number
  debt: number
  credit: number
  /** What the person owes after it; Rial. */
  balance: number
  description: string
  date: string
}

/** A person's account, the oldest line first. */
export async function readStatement(db: Queryable, personId: number): Promise<{ lines: StatementLine[] }> {
  const rows = await findByParents(db, entityOf('Transactions'), [personId])
  const lines = rows
    .filter((row) => !row.deleted)
    .map(({ members }) => ({
      row: numberIn(members, 'Row'),
      type: numberIn(members, 'Type'),
      debt: numberIn(members, 'DebtAmount'),
      credit: numberIn(members, 'CreditAmount'),
      balance: numberIn(members, 'Balance'),
      description: textIn(members, 'Description'),
      date: textIn(members, 'Date'),
    }))
  return { lines: lines.toSorted((a, b) => a.row - b.row) }
}
