import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from '@hybrid-store/database'
import type { Random } from '../random.ts'
import { MAHAK_LOGIN } from '../settings.ts'
import type { World } from '../world.ts'
import { kind } from './step-kind.ts'

const drawAny = (random: Random) => ({ any: random.between(0, 1_000) })

const RUSH_EVERY_MS = 80

const EDITS = {
  price: (world: World, any: number, amount: number) =>
    withRow(world, 'ProductDetails', any, (id) =>
      world.accountant('POST', `/variants/${id}/price`, { level: 1 + (amount % 2), price: amount * 100_000 }),
    ),
  stock: (world: World, any: number, count: number) =>
    withRow(world, 'ProductDetails', any, (id) =>
      withRow(world, 'Stores', any, (storeId) => world.accountant('POST', `/variants/${id}/stock`, { storeId, count })),
    ),
}

const drawEdit = (random: Random) => ({ ...drawAny(random), amount: random.between(1, 99) })

/** What the accountant does at the desktop program. */
export const mahakSteps = {
  price: kind({ weight: 6, draw: drawEdit, run: (world, { any, amount }) => EDITS.price(world, any, amount) }),
  restock: kind({ weight: 6, draw: drawEdit, run: (world, { any, amount }) => EDITS.stock(world, any, amount % 20) }),
  // Many edits of one kind within a moment: where versions become visible late, some are passed by others.
  rush: kind({
    weight: 6,
    draw: (random) => ({
      what: random.pick(['price', 'stock']),
      edits: Array.from({ length: random.between(3, 6) }, () => ({
        ...drawAny(random),
        amount: random.between(1, 20),
      })),
    }),
    run: (world, { what, edits }) =>
      Promise.all(
        edits.map(async ({ any, amount }, index) => {
          await sleep(index * RUSH_EVERY_MS)
          await EDITS[what](world, any, amount)
        }),
      ),
  }),
  convert: kind({
    weight: 6,
    draw: drawAny,
    run: (world, { any }) => withRow(world, 'Orders', any, (id) => world.accountant('POST', `/orders/${id}/convert`)),
  }),
  convertAll: kind({ weight: 2, draw: () => ({}), run: (world) => world.accountant('POST', '/orders/convert-all') }),
  addProduct: kind({
    weight: 2,
    draw: (random) => ({ number: random.between(1, 999), kinds: random.between(1, 3) }),
    run: (world, { number, kinds }) =>
      world.accountant('POST', '/products', {
        name: `کالای تازه ${number}`,
        category: 'تازه‌ها',
        pictures: 0,
        variants: Array.from({ length: kinds }, (_, index) => ({
          properties: kinds === 1 ? {} : { رنگ: `رنگ ${index}` },
          prices: [1_000_000 + number * 1_000],
          stock: { 'انبار مرکزی': 6 },
        })),
      }),
  }),
  renameProduct: kind({
    weight: 2,
    draw: (random) => ({ ...drawAny(random), name: `نام تازه ${random.between(1, 999)}  ` }),
    run: (world, { any, name }) =>
      withRow(world, 'Products', any, (id) => world.accountant('POST', `/products/${id}`, { name })),
  }),
  deleteProduct: kind({
    weight: 2,
    draw: drawAny,
    run: (world, { any }) => remove(world, 'Products', '/products', any),
  }),
  restoreProduct: kind({
    weight: 2,
    draw: drawAny,
    run: (world, { any }) => restore(world, 'Products', '/products', any),
  }),
  deleteVariant: kind({
    weight: 2,
    draw: drawAny,
    run: (world, { any }) => remove(world, 'ProductDetails', '/variants', any),
  }),
  restoreVariant: kind({
    weight: 2,
    draw: drawAny,
    run: (world, { any }) => restore(world, 'ProductDetails', '/variants', any),
  }),
  assign: kind({
    weight: 4,
    draw: (random) => ({ ...drawAny(random), assigned: random.chance(0.6) }),
    run: async (world, { any, assigned }) => {
      const visitor = await world.mahak.row<{ id: number }>(
        sql`select visitor_id as id from mahak.login where user_name = ${MAHAK_LOGIN}`,
      )
      await withRow(world, 'ProductDetails', any, (id) =>
        world.accountant('POST', `/visitors/${visitor?.id}/goods`, { productDetailIds: [id], assigned }),
      )
    },
  }),
}

const remove = (world: World, entity: string, path: string, any: number): Promise<void> =>
  withRow(world, entity, any, (id) => world.accountant('DELETE', `${path}/${id}`))

const restore = (world: World, entity: string, path: string, any: number): Promise<void> =>
  withRow(world, entity, any, (id) => world.accountant('POST', `${path}/${id}/restore`), true)

/** Does something with one of the live, or of the deleted, rows of an entity, if there are any. */
async function withRow(
  world: World,
  entity: string,
  any: number,
  act: (id: number) => Promise<void>,
  deleted = false,
): Promise<void> {
  const rows = await world.mahak.rows<{ id: number }>(
    sql`select id from mahak.row where entity = ${entity} and deleted = ${deleted} order by id`,
  )
  const row = rows[any % Math.max(1, rows.length)]
  if (row) await act(row.id)
}
