import { toPersianDigits } from '@hybrid-store/kernel'
import type { Html } from '@hybrid-store/simulator-kit'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { describeIssues } from '../../catalogue/describe-issues.ts'
import { entityOf } from '../../entities/index.ts'
import { textIn } from '../../entities/members.ts'
import { readLedger } from '../../store/ledger.repository.ts'
import { findAll } from '../../store/rows.repository.ts'
import { addProduct } from '../acts/add-product.ts'
import { changePrices } from '../acts/change-price.ts'
import { changeStock } from '../acts/change-stock.ts'
import { convertAllOrders } from '../acts/convert-all.ts'
import { type ConvertError, convertOrder } from '../acts/convert-order.ts'
import { deleteProduct } from '../acts/delete-product.ts'
import type { DesktopDeps } from '../desktop-deps.ts'
import { listOrders } from '../views/list-orders.ts'
import { listProducts } from '../views/list-products.ts'
import { readState } from '../views/read-state.ts'
import { readProductForm, readVariantForm } from './forms.ts'
import { layout } from './layout.ts'
import { ledgerPage } from './ledger.page.ts'
import { newProductPage } from './new-product.page.ts'
import { ordersPage } from './orders.page.ts'
import { overviewPage } from './overview.page.ts'
import { productsPage } from './products.page.ts'

const PAGE_SIZE = 20

const idSchema = z.object({ id: z.coerce.number().int().positive() })
const noticeSchema = z.object({ notice: z.string().optional() })
const productsQuerySchema = noticeSchema.extend({
  q: z.string().default(''),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
})
const ledgerQuerySchema = z.object({ before: z.coerce.number().int().optional().catch(undefined) })
/** Only paths of this site: the value comes from a form. */
const backSchema = z.object({
  back: z
    .string()
    .regex(/^\/(?!\/)/)
    .catch('/products'),
})

/** The pages on which a person is the accountant; plain forms, so that they work without scripts. */
export function desktopPages(deps: DesktopDeps): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    showPages(app, deps)
    takeProductForms(app, deps)
    takeOrderForms(app, deps)
  }
}

function showPages(app: FastifyInstance, deps: DesktopDeps): void {
  app.get('/', async (_request, reply) => {
    return show(reply, { path: '/', title: 'میز کار' }, overviewPage(await readState(deps)))
  })
  app.get('/products', async (request, reply) => {
    const { q, page, notice } = productsQuerySchema.parse(request.query)
    const list = await listProducts(deps.db, { q, limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE })
    return show(reply, { path: '/products', title: 'کالاها', notice }, productsPage({ q, page, list }))
  })
  app.get('/products/new', async (_request, reply) => showNewProduct(deps, reply))
  app.get('/orders', async (request, reply) => {
    const { notice } = noticeSchema.parse(request.query)
    const orders = await listOrders(deps.db, { open: false, limit: 100, offset: 0 })
    return show(reply, { path: '/orders', title: 'سفارش‌های رسیده', notice }, ordersPage(orders))
  })
  app.get('/ledger', async (request, reply) => {
    const { before } = ledgerQuerySchema.parse(request.query)
    const lines = await readLedger(deps.db, { limit: 200, before: before ?? null })
    return show(reply, { path: '/ledger', title: 'دفتر رویدادها' }, ledgerPage(lines))
  })
}

function takeProductForms(app: FastifyInstance, deps: DesktopDeps): void {
  app.post('/variants/:id', async (request, reply) => {
    const { id } = idSchema.parse(request.params)
    const { back } = backSchema.parse(request.body)
    const form = readVariantForm(request.body)
    if (!form) return goBack(reply, back, 'عددها درست نیستند؛ چیزی ذخیره نشد')
    const priced = await changePrices(deps, id, form.prices)
    const counted = await changeStock(deps, id, form.counts)
    return goBack(reply, back, priced.ok && counted.ok ? 'ذخیره شد' : 'این کالا پیدا نشد')
  })
  app.post('/products/:id/delete', async (request, reply) => {
    const { back } = backSchema.parse(request.body)
    const outcome = await deleteProduct(deps, idSchema.parse(request.params).id)
    return goBack(reply, back, outcome.ok ? 'کالا حذف شد' : 'این کالا پیدا نشد')
  })
  app.post('/products', async (request, reply) => {
    const stores = await findAll(deps.db, entityOf('Stores'), { limit: 1, offset: 0 })
    const product = readProductForm(request.body, textIn(stores[0]?.members, 'Name'))
    if (!product.success) return showNewProduct(deps, reply.code(400), describeIssues(product.error))
    await addProduct(deps, product.data)
    return goBack(reply, `/products?q=${encodeURIComponent(product.data.name)}`, 'کالا افزوده شد')
  })
}

const REFUSALS: Record<ConvertError['code'], string> = {
  not_found: 'این سفارش پیدا نشد',
  deleted: 'این سفارش حذف شده است',
  already_converted: 'این سفارش پیش‌تر فاکتور شده است',
  unknown_person: 'شخص این سفارش شناخته نیست؛ فاکتور نمی‌شود',
}

function takeOrderForms(app: FastifyInstance, deps: DesktopDeps): void {
  app.post('/orders/:id/convert', async (request, reply) => {
    const outcome = await convertOrder(deps, idSchema.parse(request.params).id)
    if (!outcome.ok) return goBack(reply, '/orders', REFUSALS[outcome.error.code])
    const { orderCode, stockMoved } = outcome.value
    const ending = stockMoved ? '' : '؛ شخص به ویزیتور وصل نیست و موجودی تغییر نکرد'
    return goBack(reply, '/orders', `فاکتور ${toPersianDigits(orderCode)} ثبت شد${ending}`)
  })
  app.post('/orders/convert-all', async (_request, reply) => {
    const { converted, refused } = await convertAllOrders(deps)
    const counts = `${toPersianDigits(converted.length)} سفارش فاکتور شد`
    return goBack(
      reply,
      '/orders',
      refused.length === 0 ? counts : `${counts}، ${toPersianDigits(refused.length)} سفارش رد شد`,
    )
  })
}

function show(
  reply: FastifyReply,
  page: { path: string; title: string; notice?: string | undefined },
  body: Html,
): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(layout(page, body))
}

async function showNewProduct(deps: DesktopDeps, reply: FastifyReply, error?: string): Promise<FastifyReply> {
  const rows = await findAll(deps.db, entityOf('ProductCategories'), { limit: 1_000, offset: 0 })
  const categories = rows.map((row) => textIn(row.members, 'Name'))
  return show(reply, { path: '/products/new', title: 'کالای تازه' }, newProductPage({ categories, error }))
}

/** 303, so that reloading the page does not repeat the act. */
function goBack(reply: FastifyReply, path: string, notice: string): FastifyReply {
  return reply.redirect(`${path}${path.includes('?') ? '&' : '?'}notice=${encodeURIComponent(notice)}`, 303)
}
