import type { Tx } from '@hybrid-store/database'
import { fail, ok, type Result } from '@hybrid-store/kernel'
import { draftRows } from '../../catalogue/drafts.ts'
import { entityOf, type WireRow } from '../../entities/index.ts'
import { numberIn } from '../../entities/members.ts'
import { findByParents } from '../../store/rows.repository.ts'
import { DESKTOP, type Upload, type UploadDeps, upload } from '../../store/upload.ts'
import { writeRows } from '../../store/write-rows.ts'
import { findAllOf, type NotFound } from './find-all-of.ts'
import { stockTotals } from './stock.ts'
import { uploadEdits } from './upload-edits.ts'

export interface Assignment {
  visitorId: number
  /** Variants by `ProductDetailId`, or people by `PersonId`. */
  ids: readonly number[]
  /** False takes them away: their links stay as deleted ones. */
  assigned: boolean
}

/** Adds variants to a visitor's goods, with the stock the desktop counts, or takes them away (§4.5). */
export function assignGoods(deps: UploadDeps, assignment: Assignment): Promise<Result<null, NotFound>> {
  return assign(deps, assignment, {
    of: 'ProductDetails',
    links: 'VisitorProducts',
    describe: async (tx) => {
      const totals = await stockTotals(tx, assignment.ids)
      return (ProductDetailId) => ({ ProductDetailId, Count1: totals.get(ProductDetailId) ?? 0 })
    },
  })
}

/** Adds people to those a visitor sees, or takes them away. */
export function assignPeople(deps: UploadDeps, assignment: Assignment): Promise<Result<null, NotFound>> {
  return assign(deps, assignment, {
    of: 'People',
    links: 'VisitorPeople',
    describe: async () => (PersonId) => ({ PersonId }),
  })
}

interface LinkKind {
  of: string
  links: string
  /** The members of a link beside its visitor. */
  describe(tx: Tx): Promise<(id: number) => WireRow>
}

function assign(deps: UploadDeps, assignment: Assignment, kind: LinkKind): Promise<Result<null, NotFound>> {
  return upload(deps, DESKTOP, async (tx, batch) => {
    const visitor = await findAllOf(tx, entityOf('Visitors'), [assignment.visitorId])
    const targets = await findAllOf(tx, entityOf(kind.of), assignment.ids)
    if (!visitor.ok || !targets.ok) return fail({ code: 'not_found' })
    await linkAll(tx, batch, assignment, kind)
    return ok(null)
  })
}

async function linkAll(tx: Tx, batch: Upload, { visitorId, ids, assigned }: Assignment, kind: LinkKind): Promise<void> {
  const links = entityOf(kind.links)
  const membersOf = await kind.describe(tx)
  const stored = await findByParents(tx, links, ids)
  const own = stored.filter((link) => numberIn(link.members, 'VisitorId') === visitorId)
  const edits = own.map((row) => {
    const change = membersOf(numberIn(row.members, links.parentField ?? ''))
    return { entity: links, row, change, deleted: !assigned }
  })
  await uploadEdits(tx, batch, edits)
  if (!assigned) return
  const linked = new Set(own.map((link) => numberIn(link.members, links.parentField ?? '')))
  const rows = [...new Set(ids)]
    .filter((id) => !linked.has(id))
    .map((id) => ({ ...membersOf(id), VisitorId: visitorId }))
  await writeRows(tx, batch, await draftRows(tx, links.list, rows))
}
