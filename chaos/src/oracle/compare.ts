import type { Database } from '@hybrid-store/database'
import { MAHAK_LOGIN } from '../settings.ts'
import { compareGoods } from './goods.ts'
import { compareOrders } from './orders.ts'
import { comparePeople } from './people.ts'
import { readMahak } from './read-mahak.ts'
import { readShop } from './read-shop.ts'
import { compareLedger, compareRest } from './rest.ts'
import { compareStock } from './stock.ts'

/** Everything in which the two sides differ, or in which one of them is not at rest. Shares no code with the worker. */
export async function differences({ shop, mahak }: { shop: Database; mahak: Database }): Promise<string[]> {
  const rest = [...(await compareRest(shop)), ...(await compareLedger(shop))]
  const books = await readMahak(mahak, MAHAK_LOGIN)
  const store = await readShop(shop)
  return [
    ...compareGoods(books, store),
    ...compareStock(books, store),
    ...compareOrders(books, store),
    ...comparePeople(books, store),
    ...rest,
  ]
}
