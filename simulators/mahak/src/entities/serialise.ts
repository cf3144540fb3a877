import { hash } from 'node:crypto'
import type { Entity, Field, WireRow } from './definition.ts'

/** What the server adds to each row (§4.1). */
export interface Stamp {
  deleted: boolean
  createDate: string
  updateDate: string
  createSyncId: number
  updateSyncId: number
  rowVersion: number
}

/** The row's JSON text as it goes over the wire: own members, common ones, parents' client ids and codes. */
export function serialiseRow(entity: Entity, members: WireRow, stamp: Stamp): string {
  const head = pick(entity.head, members)
  const tail = pick(entity.tail, members)
  const common: Record<string, string> = {
    Deleted: String(stamp.deleted),
    DataHash: `"${hash('sha1', head + tail).toUpperCase()}"`,
    CreateDate: `"${stamp.createDate}"`,
    UpdateDate: `"${stamp.updateDate}"`,
    CreateSyncId: String(stamp.createSyncId),
    UpdateSyncId: String(stamp.updateSyncId),
    RowVersion: String(stamp.rowVersion),
  }
  const middle = entity.commonFields.map((name) => `"${name}":${common[name]}`).join(',')
  return `${head.slice(0, -1)},${middle}${tail === '{}' ? '' : `,${tail.slice(1, -1)}`}}`
}

/** Written by hand, as this is where most of the time of a large save goes: no object in between, one text. */
function pick(fields: readonly Field[], members: WireRow): string {
  let text = '{'
  for (const { name, fallback } of fields) {
    const value = members[name] ?? fallback
    text += `${text === '{' ? '' : ','}"${name}":${typeof value === 'string' ? JSON.stringify(value) : value}`
  }
  return `${text}}`
}
