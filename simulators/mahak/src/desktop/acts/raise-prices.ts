import { entityOf } from '../../entities/index.ts'
import { numberIn } from '../../entities/members.ts'
import { findPage, type StoredRow } from '../../store/rows.repository.ts'
import { DESKTOP, type UploadDeps, upload } from '../../store/upload.ts'
import { uploadEdits } from './upload-edits.ts'

const PAGE = 2_000

/** Raises (or, below zero, lowers) all prices of a level by so many percent, to whole thousands of Rial. */
export function raisePrices(
  deps: UploadDeps,
  { level, percent }: { level: number; percent: number },
): Promise<{ changed: number }> {
  const details = entityOf('ProductDetails')
  const name = `Price${level}`
  const edit = (row: StoredRow) => ({
    entity: details,
    row,
    change: { [name]: Math.round((numberIn(row.members, name) * (1 + percent / 100)) / 1_000) * 1_000 },
  })
  return upload(deps, DESKTOP, async (tx, batch) => {
    let changed = 0
    let page = await findPage(tx, details, { after: 0, limit: PAGE })
    while (page.length > 0) {
      const versions = await uploadEdits(tx, batch, page.map(edit))
      changed += page.filter((row, index) => versions[index] !== row.rowVersion).length
      page = await findPage(tx, details, { after: page.at(-1)?.id ?? 0, limit: PAGE })
    }
    return { changed }
  })
}
