import { toPersianDigits } from '@hybrid-store/kernel'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { describeIssues } from '../../catalogue/describe-issues.ts'
import { entityOf } from '../../entities/index.ts'
import { textIn } from '../../entities/members.ts'
import { findAll, findByParents } from '../../store/rows.repository.ts'
import { addProduct } from '../acts/add-product.ts'
import { assignGoods } from '../acts/assign.ts'
import { changePrices } from '../acts/change-prices.ts'
import { changeStock } from '../acts/change-stock.ts'
import { raisePrices } from '../acts/raise-prices.ts'
import { setDeleted } from '../acts/set-deleted.ts'
import { idSchema } from '../api/answers.ts'
import { raiseSchema } from '../api/schemas.ts'
import type { DesktopDeps } from '../desktop-deps.ts'
import { listProducts } from '../views/list-products.ts'
import { listVisitors } from '../views/list-visitors.ts'
import { readNumber, readProductForm, readVariantForm } from './forms.ts'
import { newProductPage } from './new-product.page.ts'
import { productsPage } from './products.page.ts'
import { backTo, goBack, noticeSchema, show } from './show.ts'

const PAGE_SIZE = 20
const NOT_FOUND = 'این کالا پیدا نشد'

const backSchema = backTo('/products')
const querySchema = noticeSchema.extend({
  q: z.string().default(''),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
})
const raiseFormSchema = z.object({ level: z.string(), percent: z.string() })
const assignFormSchema = z.object({ visitor: z.coerce.number().int(), assigned: z.enum(['yes', 'no']) })

export function goodsPages(app: FastifyInstance, deps: DesktopDeps): void {
  app.get('/products', async (request, reply) => {
    const { q, page, notice } = querySchema.parse(request.query)
    const list = await listProducts(deps.db, { q, limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE })
    const visitors = await listVisitors(deps.db)
    return show(reply, { path: '/products', title: 'کالاها', notice }, productsPage({ q, page, list, visitors }))
  })
  newProductForm(app, deps)
  variantForms(app, deps)
  productForms(app, deps)
}

function newProductForm(app: FastifyInstance, deps: DesktopDeps): void {
  app.get('/products/new', async (_request, reply) => showNewProduct(deps, reply))
  app.post('/products', async (request, reply) => {
    const stores = await findAll(deps.db, entityOf('Stores'), { limit: 1, offset: 0 })
    const product = readProductForm(request.body, textIn(stores[0]?.members, 'Name'))
    if (!product.success) return showNewProduct(deps, reply.code(400), describeIssues(product.error))
    await addProduct(deps, product.data)
    return goBack(reply, `/products?q=${encodeURIComponent(product.data.name)}`, 'کالا افزوده شد')
  })
}

async function showNewProduct(deps: DesktopDeps, reply: FastifyReply, error?: string): Promise<FastifyReply> {
  const rows = await findAll(deps.db, entityOf('ProductCategories'), { limit: 1_000, offset: 0 })
  const categories = rows.map((row) => textIn(row.members, 'Name'))
  return show(reply, { path: '/products/new', title: 'کالای تازه' }, newProductPage({ categories, error }))
}

function variantForms(app: FastifyInstance, deps: DesktopDeps): void {
  app.post('/variants/:id', async (request, reply) => {
    const productDetailId = idSchema.parse(request.params).id
    const { back } = backSchema.parse(request.body)
    const form = readVariantForm(request.body)
    if (!form) return goBack(reply, back, 'عددها درست نیستند؛ چیزی ذخیره نشد')
    const prices = form.prices.map((price) => ({ productDetailId, ...price }))
    const counts = form.counts.map((count) => ({ productDetailId, ...count }))
    const priced = await changePrices(deps, prices)
    const counted = await changeStock(deps, counts)
    return goBack(reply, back, priced.ok && counted.ok ? 'ذخیره شد' : NOT_FOUND)
  })
  app.post('/prices/raise', async (request, reply) => {
    const { back } = backSchema.parse(request.body)
    const { level, percent } = raiseFormSchema.parse(request.body)
    const form = raiseSchema.safeParse({ level: readNumber(level), percent: readNumber(percent) })
    if (!form.success) return goBack(reply, back, 'درصد درست نیست؛ چیزی ذخیره نشد')
    const { changed } = await raisePrices(deps, form.data)
    return goBack(reply, back, `قیمت ${toPersianDigits(changed)} نوع کالا تغییر کرد`)
  })
}

function productForms(app: FastifyInstance, deps: DesktopDeps): void {
  for (const [path, deleted, notice] of [
    ['/products/:id/delete', true, 'کالا حذف شد'],
    ['/products/:id/restore', false, 'کالا برگشت'],
  ] as const)
    app.post(path, async (request, reply) => {
      const { back } = backSchema.parse(request.body)
      const outcome = await setDeleted(deps, 'Products', idSchema.parse(request.params).id, deleted)
      return goBack(reply, back, outcome.ok ? notice : NOT_FOUND)
    })
  app.post('/products/:id/assign', async (request, reply) => {
    const { back } = backSchema.parse(request.body)
    const { visitor, assigned } = assignFormSchema.parse(request.body)
    const details = await findByParents(deps.db, entityOf('ProductDetails'), [idSchema.parse(request.params).id])
    const ids = details.map((detail) => detail.id)
    const outcome = await assignGoods(deps, { visitorId: visitor, ids, assigned: assigned === 'yes' })
    if (!outcome.ok || ids.length === 0) return goBack(reply, back, NOT_FOUND)
    return goBack(reply, back, assigned === 'yes' ? 'کالا به ویزیتور داده شد' : 'کالا از ویزیتور گرفته شد')
  })
}
