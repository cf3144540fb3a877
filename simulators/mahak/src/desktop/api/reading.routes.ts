import { sendProblem } from '@hybrid-store/http'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { entityOf, findEntity } from '../../entities/index.ts'
import { readLedger } from '../../store/ledger.repository.ts'
import { findAll, findByParents } from '../../store/rows.repository.ts'
import type { DesktopDeps } from '../desktop-deps.ts'
import { listOrders } from '../views/list-orders.ts'
import { listPeople } from '../views/list-people.ts'
import { listProducts } from '../views/list-products.ts'
import { readState } from '../views/read-state.ts'
import { readStatement } from '../views/read-statement.ts'
import { idSchema, pageSchema } from './answers.ts'

const ordersQuerySchema = pageSchema.extend({ open: z.stringbool().default(false) })
const searchQuerySchema = pageSchema.extend({ q: z.string().default('') })
const rowsQuerySchema = pageSchema.extend({ visitor: z.coerce.number().int().optional() })
const ledgerQuerySchema = pageSchema.extend({ before: z.coerce.number().int().optional() })

export function readingRoutes(app: FastifyInstance, deps: DesktopDeps): void {
  const { db } = deps
  app.get('/state', () => readState(deps))
  app.get('/orders', async (request) => ({ orders: await listOrders(deps, ordersQuerySchema.parse(request.query)) }))
  app.get('/products', (request) => listProducts(db, searchQuerySchema.parse(request.query)))
  app.get('/people', async (request) => ({ people: await listPeople(db, searchQuerySchema.parse(request.query)) }))
  app.get('/people/:id/statement', async (request) => readStatement(db, idSchema.parse(request.params).id))
  app.get('/ledger', async (request) => {
    const { limit, before } = ledgerQuerySchema.parse(request.query)
    return { entries: await readLedger(db, { limit, before: before ?? null }) }
  })
  app.get('/rows/:entity', async (request, reply) => {
    const entity = findEntity(z.object({ entity: z.string() }).parse(request.params).entity)
    if (!entity) return sendProblem(reply, { code: 'not_found' })
    const { visitor, limit, offset } = rowsQuerySchema.parse(request.query)
    const owner = visitor === undefined ? {} : { ownerId: visitor }
    const rows = await findAll(db, entity, { limit, offset, ...owner })
    return { rows: rows.map((row) => row.members) }
  })
  app.get('/stock/:id', async (request) => {
    const { id } = idSchema.parse(request.params)
    const assets = await findByParents(db, entityOf('ProductDetailStoreAssets'), [id])
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
