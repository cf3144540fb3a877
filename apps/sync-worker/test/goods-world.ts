import { addPicture, createProduct } from '@hybrid-store/core/catalog'
import { sql } from '@hybrid-store/database'
import type { Id } from '@hybrid-store/kernel'
import { drain } from '../src/push/drain.ts'
import { galleryLane } from '../src/push/gallery-lane.ts'
import { raiseClientIds } from '../src/push/outgoing-links.repository.ts'
import { pictureLane } from '../src/push/picture-lane.ts'
import { productLane } from '../src/push/product-lane.ts'
import type { PushDeps } from '../src/push/push-deps.ts'
import { createBreaker } from '../src/retry-error-manager/breaker.ts'
import { png } from './png.ts'
import { createWorld, openBooks, type World } from './world.ts'

const COLOURS = { green: [0, 170, 0], blue: [0, 0, 170] } as const

/** Words for making goods in the shop and sending them, whatever Mahak they go to. */
export function goodsDesk(world: Pick<World, 'db' | 'deps'>, port: Pick<PushDeps, 'mahak'>) {
  const { db } = world
  const deps = { ...world.deps, ...port }
  return {
    /** A shirt in two colours, in the first category of the books. */
    shirt: async (name = 'پیراهن نخی', option = 'رنگ'): Promise<Id<'prd'>> => {
      const category = await db.row<{ id: Id<'cat'> }>(sql`select id from catalog.category order by id limit 1`)
      const variant = (value: string, price: number) => ({ options: [{ name: option, value }], barcode: value, price })
      const created = await db.transaction((tx) =>
        createProduct(tx, {
          name,
          categoryId: category?.id ?? null,
          unit: 'عدد',
          description: 'نخ پنبه',
          tags: 'تابستان',
          weight: 250,
          variants: [variant('سبز', 3_000_000), variant('آبی', 3_500_000)],
        }),
      )
      if (!created.ok) throw new Error(JSON.stringify(created.error))
      return created.value.id
    },
    photograph: async (productId: Id<'prd'>, colour: keyof typeof COLOURS): Promise<Id<'img'>> => {
      const added = await addPicture(deps, productId, png(40, 30, COLOURS[colour]))
      if (!added.ok) throw new Error(added.error.code)
      return added.value.id
    },
    /** A worker of its own drains the goods. */
    push: () =>
      drain(
        { ...deps, breaker: createBreaker(), workerId: 'worker', closing: () => false },
        productLane,
        pictureLane,
        galleryLane,
      ),
    /** Lets the time of retries and leases pass without waiting for it. */
    later: () => db.run(sql`update sync.dirty set not_before = now(), lease_until = null where state = 'dirty'`),
    dirty: () =>
      db.rows<{ entity: string; state: string }>(sql`select entity, state from sync.dirty order by entity, first_at`),
    issues: () =>
      db.rows<{ entity: string; code: string; field: string; status: string }>(
        sql`select entity, code, field, status from sync.issue order by id`,
      ),
    attempts: async () => (await db.row<{ n: number }>(sql`select count(*) as n from sync.attempt`))?.n,
    /** Pictures of a product as the shop shows them. */
    shown: async (productId: string) =>
      (
        await db.rows<{ id: string; own: boolean }>(
          sql`select asset_id as id, own from catalog.product_image where product_id = ${productId} order by position`,
        )
      ).map(({ id, own }) => [id, own]),
  }
}

/** A shop with the goods of small books, and a Mahak in memory. */
export async function createGoodsWorld(settings: Record<string, string | number> = {}) {
  const world = await createWorld(settings)
  openBooks(world.mahak)
  await world.pullAll()
  await world.pullAll()
  await raiseClientIds(world.db, 5_000_000_000_000)
  return { ...world, ...goodsDesk(world, { mahak: world.mahak }) }
}

export type GoodsWorld = Awaited<ReturnType<typeof createGoodsWorld>>
