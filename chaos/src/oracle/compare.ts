import type { Database } from '@hybrid-store/database'
import { MAHAK_LOGIN } from '../settings.ts'
import { compareGoods } from './goods.ts'
import { compareOrders, invoicedInPart } from './orders.ts'
import { comparePeople } from './people.ts'
import { readMahak } from './read-mahak.ts'
import { readShop } from './read-shop.ts'
import { findGivenUp, findMoving, findOversold, findUntold } from './rest.ts'
import { compareStock } from './stock.ts'

/**
 * Everything in which the two sides differ, or in which one of them is not at rest. Shares no code with the worker. An order
 * that Mahak stored in part and the accountant made an invoice of before the rest came cannot be mended by anybody but the
 * accountant; of such a one only is demanded that a person is told.
 */
export async function differences({ shop, mahak }: { shop: Database; mahak: Database }): Promise<string[]> {
  const moving = await findMoving(shop)
  if (moving.length > 0) return moving
  const books = await readMahak(mahak, MAHAK_LOGIN)
  const store = await readShop(shop)
  const inPart = invoicedInPart(books, store)
  const ids = inPart.map(({ id }) => id)
  const comparable = { ...store, orders: store.orders.filter((order) => !ids.includes(order.id)) }
  return [
    ...compareGoods(books, store),
    ...compareStock(books, comparable, new Set(inPart.flatMap(({ lines }) => lines.map((line) => line.variantId)))),
    ...compareOrders(books, comparable, new Set(inPart.map(({ number }) => number))),
    ...comparePeople(books, store),
    ...(await findGivenUp(shop, ids)),
    ...(await findUntold(shop, ids)),
    ...(await findOversold(shop)),
  ]
}
