import { productSchema } from '../../../catalogue/catalogue.ts'
import type { Random } from '../../../catalogue/demo/random.ts'
import { entityOf } from '../../../entities/index.ts'
import { numberIn, textIn } from '../../../entities/members.ts'
import { findAll, findNearest, type StoredRow } from '../../../store/rows.repository.ts'
import type { UploadDeps } from '../../../store/upload.ts'
import { addProduct } from '../../acts/add-product.ts'
import { assignGoods } from '../../acts/assign.ts'
import { changePrices } from '../../acts/change-prices.ts'
import { changeStock } from '../../acts/change-stock.ts'
import { convertOrder } from '../../acts/convert-order.ts'
import { changePerson } from '../../acts/people.ts'
import { returnOrder } from '../../acts/return-order.ts'
import { setDeleted } from '../../acts/set-deleted.ts'
import { listOrderIds } from '../../desktop.repository.ts'

/** One step of a busy day; gives in a few words what was done. */
type Act = (deps: UploadDeps, random: Random) => Promise<string>

const NOTHING = 'nothing to do'

const convert: Act = async (deps) => {
  const [orderId] = await listOrderIds(deps.db, { open: true, limit: 1, offset: 0 })
  if (orderId === undefined) return NOTHING
  const outcome = await convertOrder(deps, orderId)
  return outcome.ok
    ? `order ${orderId} is invoice ${outcome.value.orderCode}`
    : `order ${orderId}: ${outcome.error.code}`
}

const price: Act = (deps, random) =>
  withRow(deps, random, 'ProductDetails', async ({ id, members }) => {
    const percent = random.between(-10, 15)
    const next = Math.max(10_000, Math.round((numberIn(members, 'Price1') * (100 + percent)) / 1_000_000) * 10_000)
    await changePrices(deps, [{ productDetailId: id, level: 1, price: next }])
    return `variant ${id} costs ${next}`
  })

const stock: Act = (deps, random) =>
  withRow(deps, random, 'ProductDetailStoreAssets', async ({ members }) => {
    const productDetailId = numberIn(members, 'ProductDetailId')
    const [storeId, count] = [numberIn(members, 'StoreId'), random.between(0, 120)]
    await changeStock(deps, [{ productDetailId, storeId, count }])
    return `variant ${productDetailId} in store ${storeId} counts ${count}`
  })

const newGoods: Act = async (deps, random) => {
  const [store] = await findAll(deps.db, entityOf('Stores'), { limit: 1, offset: 0 })
  const variant = {
    prices: [random.between(10, 900) * 100_000],
    stock: { [textIn(store?.members, 'Name')]: random.between(1, 50) },
  }
  const product = { name: `کالای روز ${random.between(1, 999_999)}`, category: 'تازه‌ها', variants: [variant] }
  const { productId } = await addProduct(deps, productSchema.parse(product))
  return `product ${productId} is new`
}

/** Deletes a product, or takes back that it was deleted. */
const deleteGoods: Act = (deps, random) =>
  withRow(deps, random, 'Products', async ({ id, deleted }) => {
    await setDeleted(deps, 'Products', id, !deleted)
    return `product ${id} is ${deleted ? 'back' : 'deleted'}`
  })

const assign: Act = (deps, random) =>
  withRow(deps, random, 'VisitorProducts', async ({ deleted, members }) => {
    const [visitorId, id] = [numberIn(members, 'VisitorId'), numberIn(members, 'ProductDetailId')]
    await assignGoods(deps, { visitorId, ids: [id], assigned: deleted })
    return `variant ${id} is ${deleted ? 'given to' : 'taken from'} visitor ${visitorId}`
  })

const personEdit: Act = (deps, random) =>
  withRow(deps, random, 'People', async ({ id }) => {
    const credit = random.between(0, 500) * 1_000_000
    await changePerson(deps, id, { credit })
    return `person ${id} has a credit of ${credit}`
  })

const returnGoods: Act = (deps, random) =>
  withRow(deps, random, 'Orders', async ({ id }) => {
    const outcome = await returnOrder(deps, id, null)
    return outcome.ok ? `order ${id} came back as ${outcome.value.orderId}` : `order ${id}: ${outcome.error.code}`
  })

export const ACTS = { convert, price, stock, newGoods, deleteGoods, assign, personEdit, returnGoods } as const

export type ActName = keyof typeof ACTS

/** Acts per minute of a lively shop. */
export const USUAL_RATES: Readonly<Record<ActName, number>> = {
  convert: 20,
  price: 30,
  stock: 30,
  newGoods: 3,
  deleteGoods: 2,
  assign: 4,
  personEdit: 4,
  returnGoods: 2,
}

async function withRow(
  { db }: UploadDeps,
  random: Random,
  list: string,
  act: (row: StoredRow) => Promise<string>,
): Promise<string> {
  const row = await findNearest(db, entityOf(list), random.between(0, 1_000_000) / 1_000_000)
  return row ? act(row) : NOTHING
}
