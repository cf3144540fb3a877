import type { RowError } from '../entities/read-member.ts'
import type { Switches } from '../switches/switches.ts'
import type { IncomingRow } from './incoming.ts'
import { isRequired, LINE_NEEDS_ITEM } from './messages.ts'

type Rule = (row: IncomingRow, switches: Switches) => RowError[]

/** Adds what a row lacks by itself, before its links are looked at, to its errors (§5.3). */
export function checkRow(row: IncomingRow, switches: Switches): void {
  const rule = row.deleted ? undefined : RULES[row.entity.list]
  if (rule) row.errors.push(...rule(row, switches))
}

const has = (row: IncomingRow, name: string): boolean => {
  const value = row.members[name] ?? row.target?.stored?.members[name]
  return value !== undefined && value !== null && value !== 0 && value !== ''
}

/** A reference counts in any of its three spellings: id, client id, code. */
const refers = (row: IncomingRow, name: string): boolean =>
  has(row, `${name}Id`) || has(row, `${name}ClientId`) || has(row, `${name}Code`)

const missing = (row: IncomingRow, names: readonly string[]): RowError[] =>
  names
    .filter((name) => (row.members[name] ?? row.target?.stored?.members[name] ?? null) === null)
    .map((name) => ({ Property: name, Error: isRequired(name) }))

const RULES: Record<string, Rule> = {
  Orders: (row, { carrierFields }) => {
    const wanted = carrierFields === 'always' || (carrierFields === 'with-send-cost' && has(row, 'SendCost'))
    return wanted ? missing(row, ['CarrierType', 'CarrierID', 'CarryingAsExpense']) : []
  },
  OrderDetails: (row, { itemTypeMandatory, storeIdMandatory }) => {
    const isProduct = refers(row, 'ProductDetail')
    if (!isProduct && !has(row, 'IncomeId') && !has(row, 'ExpenseId'))
      return [{ Property: 'IncomeId,ExpenseId,ProductDetailId', Error: LINE_NEEDS_ITEM }]
    const itemType = itemTypeMandatory && isProduct && !has(row, 'ItemType') ? ['ItemType'] : []
    const storeId = storeIdMandatory && isProduct && !has(row, 'StoreId') ? ['StoreId'] : []
    return [...itemType, ...storeId].map((name) => ({ Property: name, Error: isRequired(name) }))
  },
  People: (row, { personGroupMandatory }) =>
    !personGroupMandatory || row.target?.stored || refers(row, 'PersonGroup')
      ? []
      : [{ Property: 'PersonGroupId', Error: isRequired('PersonGroupId') }],
}
