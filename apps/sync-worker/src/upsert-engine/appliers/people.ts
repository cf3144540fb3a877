import { applyRemoteGroups, applyRemoteStatement, findCustomersByMobile } from '@hybrid-store/core/customers'
import type { Tx } from '@hybrid-store/database'
import { fromTehranLocal, parseMobile } from '@hybrid-store/kernel'
import { fromBooks } from '../../data-transformer/books-currency.ts'
import {
  type PersonRow,
  personAddressRow,
  personGroupRow,
  personRow,
  transactionRow,
} from '../../data-transformer/people-rows.ts'
import { levelOrNull } from '../../data-transformer/person-fields.ts'
import { markForPush } from '../../merge/agreement.repository.ts'
import { mergePeople } from '../../merge/merge-people.ts'
import {
  adoptByClientId,
  noteDeletions,
  selectSharedMobiles,
  selectUnlinked,
} from '../../merge/people-links.repository.ts'
import { personDeleted } from '../../merge/person-issues.ts'
import { takeOverAddresses } from '../../merge/take-over-addresses.ts'
import { resolveIssues } from '../../retry-error-manager/issue.repository.ts'
import { applier } from '../applier.ts'
import { linkedRows, linkRows } from '../link-rows.ts'

export const applyGroups = applier(personGroupRow, async (tx, { account }, rows) => {
  const ids = rows.map((row) => row.PersonGroupId)
  const idOf = await linkRows(tx, account.id, 'PersonGroups', 'grp', ids)
  await applyRemoteGroups(
    tx,
    rows.map((row) => ({
      id: idOf(row.PersonGroupId),
      name: row.Name,
      discountPercent: row.DiscountPercent,
      priceLevel: levelOrNull(row.SellPriceLevel),
      deleted: row.Deleted,
    })),
  )
  return undefined
})

/**
 * Merges persons with the customers they are. A person who is nobody's yet makes the customer with that mobile number look
 * for it; a deleted one leaves the customer as it is.
 */
export const applyPeople = applier(personRow, async (tx, context, rows) => {
  const { account } = context
  const ids = rows.map((row) => row.PersonId)
  await adoptByClientId(tx, account.id, 'People', ids)
  const customerOf = await linkedRows(tx, account.id, 'People', 'cus', ids)
  const linked = rows.filter((row) => customerOf(row.PersonId) !== null)
  await noteDeletions(
    tx,
    account.id,
    linked.map((row) => ({ id: row.PersonId, deleted: row.Deleted })),
  )
  const live = linked.filter((row) => !row.Deleted)
  await mergePeople(
    tx,
    context,
    live.flatMap((row) => customerOf(row.PersonId) ?? []),
    { mark: true },
  )
  await resolveIssues(
    tx,
    'People',
    live.map((row) => String(row.PersonId)),
    ['person_deleted'],
  )
  const strangers = rows.filter((row) => customerOf(row.PersonId) === null)
  await findCustomersOf(tx, account.id, strangers)
  const waits = live.flatMap((row) =>
    row.PersonGroupId === null ? [] : [{ id: row.PersonId, waitsEntity: 'PersonGroups', waitsId: row.PersonGroupId }],
  )
  const groupOf = await linkedRows(
    tx,
    account.id,
    'PersonGroups',
    'grp',
    waits.map((wait) => wait.waitsId),
  )
  return {
    waits: waits.filter((wait) => groupOf(wait.waitsId) === null),
    issues: linked.filter((row) => row.Deleted).map((row) => personDeleted(row.PersonId)),
  }
})

/** Lets customers look for their person again where one of these may be it, or may have been taken for it. */
async function findCustomersOf(tx: Tx, accountId: number, strangers: readonly PersonRow[]): Promise<void> {
  const ids = strangers.map((row) => row.PersonId)
  const shared = await selectSharedMobiles(tx, accountId, ids)
  await resolveIssues(tx, 'People', ids.map(String), ['ambiguous_person'])
  const mobiles = strangers.flatMap((row) => (row.Deleted ? [] : (parseMobile(row.Mobile) ?? [])))
  const customers = await findCustomersByMobile(tx, [...mobiles, ...shared])
  await markForPush(tx, 'customer', await selectUnlinked(tx, accountId, 'People', [...customers.values()]))
}

/** Addresses of persons who are no customers stay in the mirror until they are. */
export const applyAddresses = applier(personAddressRow, async (tx, { account }, rows) => {
  await takeOverAddresses(tx, account.id, rows)
  return undefined
})

/** Lines of accounts of persons who are no customers stay in the mirror until they are. */
export const applyTransactions = applier(transactionRow, async (tx, { account, config }, rows) => {
  const persons = rows.map((row) => row.PersonId)
  const customerOf = await linkedRows(tx, account.id, 'People', 'cus', persons)
  const [gone, live] = [rows.filter((row) => row.Deleted), rows.filter((row) => !row.Deleted)]
  await applyRemoteStatement(
    tx,
    live.flatMap((row) => {
      const customerId = customerOf(row.PersonId)
      const at = fromTehranLocal(row.Date)
      if (!customerId || !at) return []
      const amount = (value: number) => fromBooks(value, config.booksCurrency)
      return [
        {
          number: row.TransactionId,
          customerId,
          at,
          type: row.Type,
          debt: amount(row.DebtAmount),
          credit: amount(row.CreditAmount),
          balance: amount(row.Balance),
          description: row.Description,
        },
      ]
    }),
    gone.map((row) => row.TransactionId),
  )
  return undefined
})
