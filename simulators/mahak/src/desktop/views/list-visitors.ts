import type { Queryable } from '@hybrid-store/database'
import { entityOf } from '../../entities/index.ts'
import { textIn } from '../../entities/members.ts'
import { findAll } from '../../store/rows.repository.ts'

export interface VisitorView {
  visitorId: number
  name: string
}

export async function listVisitors(db: Queryable): Promise<VisitorView[]> {
  const rows = await findAll(db, entityOf('Visitors'), { limit: 100, offset: 0 })
  return rows.map(({ id, members }) => ({ visitorId: id, name: textIn(members, 'Name') }))
}
