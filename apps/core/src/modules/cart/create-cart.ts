import type { CartView } from '@hybrid-store/contracts'
import type { Database } from '@hybrid-store/database'
import { type Clock, type Id, newId, rial } from '@hybrid-store/kernel'
import { insertCart } from './cart.repository.ts'

/** A new empty cart. Whoever knows its id may use it: 74 random bits cannot be guessed. */
export async function createCart(
  deps: { db: Database; clock: Clock },
  customerId: Id<'cus'> | null,
): Promise<CartView> {
  const id = newId('cart')
  await deps.db.transaction((tx) => insertCart(tx, { id, customerId, createdAt: deps.clock.now() }))
  return { id, lines: [], itemsTotal: rial(0), itemCount: 0 }
}
