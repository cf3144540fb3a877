import { sql } from '@hybrid-store/database'
import { type Id, newId } from '@hybrid-store/kernel'
import type { TestDatabase } from '@hybrid-store/test-kit'
import { applyRemoteStock, explainStock, markSold, reserve } from '../index.ts'

export const NOON = new Date('2026-11-23T12:00:00Z')
export const minutes = (count: number): Date => new Date(NOON.getTime() + count * 60_000)

export type Line = { variantId: Id<'var'>; quantity: number }

/** The acts of the tests, each in a transaction of its own. */
export function stockDesk(db: TestDatabase) {
  const location = newId('loc')
  let version = 1_000
  return {
    location,
    /** Says in the name of the books how much of a variant there is; gives the row version. */
    async stock(variantId: Id<'var'>, quantity: number, locationId: Id<'loc'> = location): Promise<number> {
      version += 1
      const row = { variantId, locationId, quantity, version, deleted: false }
      await db.transaction((tx) => applyRemoteStock(tx, [row]))
      return version
    },
    async newVariant(quantity: number): Promise<Id<'var'>> {
      const variantId = newId('var')
      await this.stock(variantId, quantity)
      return variantId
    },
    hold: (orderId: Id<'ord'>, lines: Line[], expiresAt = minutes(15)) =>
      db.transaction((tx) => reserve(tx, { orderId, lines, expiresAt })),
    sell: (orderId: Id<'ord'>) => db.transaction((tx) => markSold(tx, orderId)),
    counters: async (variantId: Id<'var'>) => {
      const { onHand, pending, reserved, available } = await explainStock(db, variantId)
      return { onHand, pending, reserved, available }
    },
    ledger: (variantId: Id<'var'>) =>
      db.row<{ onHand: number; pending: number; reserved: number }>(sql`
        select coalesce(sum(on_hand), 0) as "onHand", coalesce(sum(pending), 0) as pending,
          coalesce(sum(reserved), 0) as reserved
        from inventory.movement where variant_id = ${variantId}`),
    kinds: async (variantId: Id<'var'>) => {
      const rows = await db.rows<{ kind: string }>(
        sql`select kind from inventory.movement where variant_id = ${variantId} order by id`,
      )
      return rows.map((row) => row.kind)
    },
  }
}
