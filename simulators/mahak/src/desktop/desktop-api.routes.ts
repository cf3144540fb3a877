import { sendProblem } from '@hybrid-store/http'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { productSchema } from '../catalogue/catalogue.ts'
import { entityOf, findEntity } from '../entities/index.ts'
import { readLedger } from '../store/ledger.repository.ts'
import { findAll, findByParents } from '../store/rows.repository.ts'
import { addProduct } from './acts/add-product.ts'
import { changePrices } from './acts/change-price.ts'
import { changeStock } from './acts/change-stock.ts'
import { convertAllOrders } from './acts/convert-all.ts'
import { convertOrder } from './acts/convert-order.ts'
import { deleteProduct } from './acts/delete-product.ts'
import type { DesktopDeps } from './desktop-deps.ts'
import { listOrders } from './views/list-orders.ts'
import { listProducts } from './views/list-products.ts'
import { readState } from './views/read-state.ts'

const idSchema = z.object({ id: z.coerce.number().int().positive() })
const pageSchema = z.object({
  limit: z.coerce.number().int().min(1).max(100_000).default(1_000),
  offset: z.coerce.number().int().min(0).default(0),
})
const ordersQuerySchema = pageSchema.extend({ open: z.stringbool().default(false) })
const productsQuerySchema = pageSchema.extend({ q: z.string().default('') })
const rowsQuerySchema = pageSchema.extend({ visitor: z.coerce.number().int().optional() })
const ledgerQuerySchema = pageSchema.extend({ before: z.coerce.number().int().optional() })
const priceSchema = z.strictObject({ level: z.int().min(1).max(10).default(1), price: z.number().min(0).max(1e15) })
const stockSchema = z.strictObject({ storeId: z.int(), count: z.number().min(-1e9).max(1e9) })

/** What the accountant can do, as JSON for scripts and tests. */
export function desktopApiRoutes(deps: DesktopDeps): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    readRoutes(app, deps)
    actRoutes(app, deps)
  }
}

function readRoutes(app: FastifyInstance, deps: DesktopDeps): void {
  app.get('/state', () => readState(deps))
  app.get('/orders', async (request) => ({ orders: await listOrders(deps.db, ordersQuerySchema.parse(request.query)) }))
  app.get('/products', (request) => listProducts(deps.db, productsQuerySchema.parse(request.query)))
  app.get('/ledger', async (request) => {
    const { limit, before } = ledgerQuerySchema.parse(request.query)
    return { entries: await readLedger(deps.db, { limit, before: before ?? null }) }
  })
  app.get('/rows/:entity', async (request, reply) => {
    const entity = findEntity(z.object({ entity: z.string() }).parse(request.params).entity)
    if (!entity) return sendProblem(reply, { code: 'not_found' })
    const { visitor, limit, offset } = rowsQuerySchema.parse(request.query)
    const rows = await findAll(deps.db, entity, {
      limit,
      offset,
      ...(visitor === undefined ? {} : { ownerId: visitor }),
    })
    return { rows: rows.map((row) => row.members) }
  })
  app.get('/stock/:id', async (request) => {
    const { id } = idSchema.parse(request.params)
    const assets = await findByParents(deps.db, entityOf('ProductDetailStoreAssets'), [id])
    return {
      productDetailId: id,
      stores: assets.map(({ members, rowVersion }) => ({
        storeId: members.StoreId,
        count: members.Count1,
        rowVersion,
      })),
    }
  })
}

function actRoutes(app: FastifyInstance, deps: DesktopDeps): void {
  app.post('/orders/:id/convert', async (request, reply) => {
    const outcome = await convertOrder(deps, idSchema.parse(request.params).id)
    return outcome.ok ? outcome.value : refuse(reply, outcome.error.code)
  })
  app.post('/orders/convert-all', () => convertAllOrders(deps))
  app.post('/variants/:id/price', async (request, reply) => {
    const outcome = await changePrices(deps, idSchema.parse(request.params).id, [priceSchema.parse(request.body)])
    return outcome.ok ? outcome.value : refuse(reply, outcome.error.code)
  })
  app.post('/variants/:id/stock', async (request, reply) => {
    const outcome = await changeStock(deps, idSchema.parse(request.params).id, [stockSchema.parse(request.body)])
    return outcome.ok ? { ok: true } : refuse(reply, outcome.error.code)
  })
  app.post('/products', async (request, reply) => {
    reply.code(201)
    return addProduct(deps, productSchema.parse(request.body))
  })
  app.delete('/products/:id', async (request, reply) => {
    const outcome = await deleteProduct(deps, idSchema.parse(request.params).id)
    return outcome.ok ? { ok: true } : refuse(reply, outcome.error.code)
  })
}

const REASONS = {
  deleted: 'the order was deleted',
  already_converted: 'the order is an invoice already',
  unknown_person: 'the order names a person that does not exist, so it cannot become an invoice',
} as const

/** 404 for what is not there; 409 with the reason as code for what is there and cannot be done. */
function refuse(reply: FastifyReply, reason: 'not_found' | keyof typeof REASONS): FastifyReply {
  if (reason === 'not_found') return sendProblem(reply, { code: 'not_found' })
  const problem = { type: `/problems/${reason}`, title: 'Conflict', status: 409, code: reason, detail: REASONS[reason] }
  return reply.code(409).type('application/problem+json').send(JSON.stringify(problem))
}
