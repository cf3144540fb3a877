import type { Tx } from '@hybrid-store/database'
import { fail, ok, type Result } from '@hybrid-store/kernel'
import { entityOf } from '../../entities/index.ts'
import { numberIn, textIn } from '../../entities/members.ts'
import { takeNumbers } from '../../store/counters.repository.ts'
import { findByIds, findByParents, type StoredRow } from '../../store/rows.repository.ts'
import { DESKTOP, type Upload, type UploadDeps, upload } from '../../store/upload.ts'
import { BOOKED, type Booking, book } from './statement.ts'
import { type RowEdit, uploadEdits } from './upload-edits.ts'

export type RegisterError = { code: 'not_found' | 'deleted' | 'already_registered' | 'unknown_person' }

/** Takes a receipt that belongs to no order, such as the filling of a wallet, into the books. */
export function registerReceipt(
  deps: UploadDeps,
  receiptId: number,
): Promise<Result<{ receiptId: number; receiptCode: number }, RegisterError>> {
  return upload(deps, DESKTOP, async (tx, batch) => {
    const [receipt] = await findByIds(tx, entityOf('Receipts'), [receiptId])
    if (!receipt) return fail({ code: 'not_found' })
    if (receipt.deleted) return fail({ code: 'deleted' })
    if (receipt.code !== 0) return fail({ code: 'already_registered' })
    const [person] = await findByIds(tx, entityOf('People'), [numberIn(receipt.members, 'PersonId')])
    if (!person) return fail({ code: 'unknown_person' })

    const [receiptCode = 0] = await registerReceipts(tx, batch, [receipt])
    return ok({ receiptId, receiptCode })
  })
}

const FIRST_CODE = 501

/** Gives receipts and their cheques numbers in the books and credits the people who paid; gives the receipts' numbers. */
export async function registerReceipts(tx: Tx, batch: Upload, receipts: readonly StoredRow[]): Promise<number[]> {
  const open = receipts.filter((receipt) => receipt.code === 0 && !receipt.deleted)
  const ids = open.map((receipt) => receipt.id)
  const cheques = (await findByParents(tx, entityOf('Cheques'), ids)).filter((cheque) => !cheque.deleted)
  const edits = [...(await numbered(tx, 'Receipts', open)), ...(await numbered(tx, 'Cheques', cheques))]
  await uploadEdits(tx, batch, edits)
  for (const receipt of open) {
    const paid = cheques.filter((cheque) => numberIn(cheque.members, 'ReceiptId') === receipt.id)
    await book(tx, batch, numberIn(receipt.members, 'PersonId'), bookingsOf(receipt, paid))
  }
  return edits.slice(0, open.length).map((edit) => numberIn(edit.change, edit.entity.codeField ?? ''))
}

async function numbered(tx: Tx, list: string, rows: readonly StoredRow[]): Promise<RowEdit[]> {
  const entity = entityOf(list)
  if (rows.length === 0) return []
  const first = await takeNumbers(tx, `code:${list}`, FIRST_CODE, rows.length)
  return rows.map((row, index) => ({ entity, row, change: { [entity.codeField ?? '']: first + index } }))
}

const CHEQUE = 1

function bookingsOf(receipt: StoredRow, cheques: readonly StoredRow[]): Booking[] {
  const cash = { type: BOOKED.received, debt: -numberIn(receipt.members, 'CashAmount'), description: 'دریافت نقدی' }
  return [
    cash,
    ...cheques.map(({ members }) => ({
      type: numberIn(members, 'Type') === CHEQUE ? BOOKED.chequeIn : BOOKED.received,
      debt: -numberIn(members, 'Amount'),
      description: `حواله ${textIn(members, 'Number')}`.trim(),
    })),
  ]
}
