import type { Queryable } from '@hybrid-store/database'
import { entityOf } from '../../entities/index.ts'
import { numberIn } from '../../entities/members.ts'
import { findByIds, findByParents } from '../../store/rows.repository.ts'
import { listOpenReceiptIds } from '../desktop.repository.ts'

export interface OpenReceiptView {
  receiptId: number
  personId: number
  /** Cash and cheques together; Rial. */
  amount: number
}

/** Receipts of no order that wait to be taken into the books, such as the filling of a wallet. */
export async function listOpenReceipts(db: Queryable): Promise<OpenReceiptView[]> {
  const ids = await listOpenReceiptIds(db, 100)
  const receipts = await findByIds(db, entityOf('Receipts'), ids)
  const cheques = await findByParents(db, entityOf('Cheques'), ids)
  return receipts.map(({ id, members }) => ({
    receiptId: id,
    personId: numberIn(members, 'PersonId'),
    amount: cheques
      .filter((cheque) => !cheque.deleted && numberIn(cheque.members, 'ReceiptId') === id)
      .reduce((sum, cheque) => sum + numberIn(cheque.members, 'Amount'), numberIn(members, 'CashAmount')),
  }))
}
