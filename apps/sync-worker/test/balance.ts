import type { FakeMahak } from './fake-mahak.ts'

const SIGNS: Record<number, number> = { 201: 1, 202: -1 }

/** What the persons of the books owe together, in the books' currency: sales less returns, less money in, plus money out. */
export function balanceOf(mahak: Pick<FakeMahak, 'list'>): number {
  const alive = (list: Parameters<FakeMahak['list']>[0]) => mahak.list(list).filter((row) => row.Deleted !== true)
  const sum = (list: Parameters<FakeMahak['list']>[0], field: string) =>
    alive(list).reduce((total, row) => total + Number(row[field]), 0)
  const orders = alive('Orders').reduce((total, order) => {
    const lines = alive('OrderDetails').filter((line) => line.OrderId === order.OrderId)
    const goods = lines.reduce((amount, line) => amount + Number(line.Price) * Number(line.Count1), 0)
    return total + (SIGNS[Number(order.OrderType)] ?? 0) * (goods + Number(order.SendCost))
  }, 0)
  const received = sum('Receipts', 'CashAmount') + sum('Cheques', 'Amount')
  const paidOut = sum('Payments', 'CashAmount') + sum('PaymentCheques', 'Amount')
  return orders - received + paidOut
}
