import type { Tx } from '@hybrid-store/database'
import type { Entity, WireRow } from '../../entities/index.ts'
import type { StoredRow } from '../../store/rows.repository.ts'
import type { Upload } from '../../store/upload.ts'
import { type Draft, writeRows, writeSilently } from '../../store/write-rows.ts'

/** What the accountant changed of a row. */
export interface RowEdit {
  entity: Entity
  row: StoredRow
  change?: WireRow
  /** As it was unless told. */
  deleted?: boolean
}

/** `silently`: the rows change but keep their versions, as some edits of the desktop do (§3.3). */
export interface EditManner {
  silently?: boolean | undefined
}

/**
 * Sends edited rows on. A row that is as it was gets no new version, unless the switch `unchangedKeepsVersion` is off.
 * Gives the version of each row in the order of the edits.
 */
export async function uploadEdits(
  tx: Tx,
  batch: Upload,
  edits: readonly RowEdit[],
  manner: EditManner = {},
): Promise<number[]> {
  const sent = edits.filter((edit) => !batch.switches.unchangedKeepsVersion || isChanged(edit))
  const versions = manner.silently ? [] : await writeRows(tx, batch, sent.map(toDraft))
  if (manner.silently) await writeSilently(tx, batch, sent.map(toDraft))
  const byEdit = new Map(sent.map((edit, index) => [edit, versions[index]]))
  return edits.map((edit) => byEdit.get(edit) ?? edit.row.rowVersion)
}

function isChanged({ row, change = {}, deleted = row.deleted }: RowEdit): boolean {
  return deleted !== row.deleted || Object.entries(change).some(([name, value]) => row.members[name] !== value)
}

const toDraft = ({ entity, row, change, deleted = row.deleted }: RowEdit): Draft => ({
  entity,
  id: row.id,
  members: { ...row.members, ...change },
  deleted,
  stored: row,
})
