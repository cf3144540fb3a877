import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { productSchema } from '../../catalogue/catalogue.ts'
import { addProduct } from '../acts/add-product.ts'
import { assignGoods } from '../acts/assign.ts'
import { changePrices } from '../acts/change-prices.ts'
import { changeProduct } from '../acts/change-product.ts'
import { changeStock } from '../acts/change-stock.ts'
import { raisePrices } from '../acts/raise-prices.ts'
import { type DeletableList, setDeleted } from '../acts/set-deleted.ts'
import type { DesktopDeps } from '../desktop-deps.ts'
import { answer, answerDone, idSchema, refuse } from './answers.ts'
import { nameSchema, priceLevelSchema, raiseSchema, textSchema } from './schemas.ts'

const level = priceLevelSchema
const price = z.number().min(0).max(1e15)
const count = z.number().min(-1e9).max(1e9)
const productDetailId = z.int()
const silently = z.boolean().default(false)

const priceSchema = z.strictObject({ level: level.default(1), price, silently })
const pricesSchema = z.strictObject({
  prices: z.array(z.strictObject({ productDetailId, level: level.default(1), price })).max(100_000),
  silently,
})
const stockSchema = z.strictObject({ storeId: z.int(), count })
const countsSchema = z.strictObject({
  counts: z.array(z.strictObject({ productDetailId, storeId: z.int(), count })).max(100_000),
})
const productChangeSchema = z.strictObject({
  name: nameSchema.optional(),
  description: textSchema.nullable().optional(),
  silently,
})
const goodsOfVisitorSchema = z.strictObject({
  productDetailIds: z.array(z.int()).max(100_000),
  assigned: z.boolean().default(true),
})

export function goodsRoutes(app: FastifyInstance, deps: DesktopDeps): void {
  priceRoutes(app, deps)
  stockRoutes(app, deps)
  app.post('/products', async (request, reply) => {
    const product = productSchema.parse(request.body)
    return reply.code(201).send(await addProduct(deps, product))
  })
  app.post('/products/:id', async (request, reply) => {
    const { silently, ...change } = productChangeSchema.parse(request.body ?? {})
    return answer(reply, await changeProduct(deps, idSchema.parse(request.params).id, change, { silently }))
  })
  deletionRoutes(app, deps, { path: '/products/:id', list: 'Products' })
  deletionRoutes(app, deps, { path: '/variants/:id', list: 'ProductDetails' })
  app.post('/visitors/:id/goods', async (request, reply) => {
    const visitorId = idSchema.parse(request.params).id
    const { productDetailIds, assigned } = goodsOfVisitorSchema.parse(request.body)
    return answerDone(reply, await assignGoods(deps, { visitorId, ids: productDetailIds, assigned }))
  })
}

function priceRoutes(app: FastifyInstance, deps: DesktopDeps): void {
  app.post('/variants/:id/price', async (request, reply) => {
    const { id } = idSchema.parse(request.params)
    const { silently, ...change } = priceSchema.parse(request.body)
    const outcome = await changePrices(deps, [{ productDetailId: id, ...change }], { silently })
    return outcome.ok ? { rowVersion: outcome.value.get(id) } : refuse(reply, outcome.error.code)
  })
  app.post('/prices', async (request, reply) => {
    const { prices, silently } = pricesSchema.parse(request.body)
    return answerDone(reply, await changePrices(deps, prices, { silently }))
  })
  app.post('/prices/raise', (request) => raisePrices(deps, raiseSchema.parse(request.body)))
}

function stockRoutes(app: FastifyInstance, deps: DesktopDeps): void {
  app.post('/variants/:id/stock', async (request, reply) => {
    const change = { productDetailId: idSchema.parse(request.params).id, ...stockSchema.parse(request.body) }
    return answerDone(reply, await changeStock(deps, [change]))
  })
  app.post('/stock', async (request, reply) =>
    answerDone(reply, await changeStock(deps, countsSchema.parse(request.body).counts)),
  )
}

/** `DELETE` deletes logically, `POST …/restore` takes it back. */
export function deletionRoutes(
  app: FastifyInstance,
  deps: DesktopDeps,
  { path, list }: { path: string; list: DeletableList },
): void {
  app.delete(path, async (request, reply) =>
    answerDone(reply, await setDeleted(deps, list, idSchema.parse(request.params).id, true)),
  )
  app.post(`${path}/restore`, async (request, reply) =>
    answerDone(reply, await setDeleted(deps, list, idSchema.parse(request.params).id, false)),
  )
}
