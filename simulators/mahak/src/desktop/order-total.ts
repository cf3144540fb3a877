import type { WireRow } from '../entities/index.ts'
import { numberIn } from '../entities/members.ts'
import type { StoredRow } from '../store/rows.repository.ts'

const PERCENT = 1

const discountOf = (members: WireRow, amount: number): number =>
  numberIn(members, 'DiscountType') === PERCENT
    ? (amount * numberIn(members, 'Discount')) / 100
    : numberIn(members, 'Discount')

/** Line arithmetic of the official app (§4.10); Rial. */
export function lineTotal(line: WireRow): number {
  const gross = numberIn(line, 'Price') * numberIn(line, 'Count1')
  const net = gross - discountOf(line, gross)
  return net + (net * (numberIn(line, 'TaxPercent') + numberIn(line, 'ChargePercent'))) / 100
}

export interface OrderTotal {
  /** The header's own discount. */
  discount: number
  /** Lines and costs, less the header's discount if the desktop counts it on top of those of the lines (§12.6). */
  total: number
}

export function orderTotal(order: WireRow, lines: readonly StoredRow[], headerDiscountCounted: boolean): OrderTotal {
  const goods = lines.reduce((sum, line) => sum + lineTotal(line.members), 0)
  const discount = discountOf(order, goods)
  const costs = numberIn(order, 'SendCost') + numberIn(order, 'OtherCost')
  return { discount, total: goods + costs - (headerDiscountCounted ? discount : 0) }
}
