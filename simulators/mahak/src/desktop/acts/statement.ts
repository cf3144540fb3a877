import type { Tx } from '@hybrid-store/database'
import { toTehranLocal } from '@hybrid-store/kernel'
import { draftRows } from '../../catalogue/drafts.ts'
import { entityOf } from '../../entities/index.ts'
import { numberIn } from '../../entities/members.ts'
import { findByIds, findByParents } from '../../store/rows.repository.ts'
import type { Upload } from '../../store/upload.ts'
import { writeRows } from '../../store/write-rows.ts'
import { uploadEdits } from './upload-edits.ts'

/** Kinds of lines in a person's account (§4.11). */
export const BOOKED = { sale: 201, saleReturn: 202, purchase: 204, received: 206, chequeIn: 208 } as const

export interface Booking {
  type: number
  /** What the person owes more, in Rial; negative where the person is owed. */
  debt: number
  description: string
}

/** Writes lines into a person's account, each with the balance after it, and the last balance into the person's row. */
export async function book(tx: Tx, batch: Upload, personId: number, bookings: readonly Booking[]): Promise<void> {
  const transactions = entityOf('Transactions')
  const people = entityOf('People')
  const [person] = await findByIds(tx, people, [personId])
  const real = bookings.filter((booking) => booking.debt !== 0)
  if (!person || real.length === 0) return

  const known = await findByParents(tx, transactions, [personId])
  let balance = numberIn(person.members, 'Balance')
  const rows = real.map(({ type, debt, description }, index) => {
    balance += debt
    return {
      TransactionCode: known.length + index + 1,
      PersonId: personId,
      Type: type,
      DebtAmount: Math.max(debt, 0),
      CreditAmount: Math.max(-debt, 0),
      Balance: balance,
      Description: description,
      Row: known.length + index + 1,
      Date: toTehranLocal(batch.at),
    }
  })
  await writeRows(tx, batch, await draftRows(tx, transactions.list, rows))
  await uploadEdits(tx, batch, [{ entity: people, row: person, change: { Balance: balance } }])
}
