import { toPersianDigits } from '@hybrid-store/kernel'
import type { FastifyInstance } from 'fastify'
import { cancelOrder } from '../acts/cancel-order.ts'
import { convertAllOrders } from '../acts/convert-all.ts'
import { convertOrder } from '../acts/convert-order.ts'
import { registerReceipt } from '../acts/register-receipts.ts'
import { returnOrder } from '../acts/return-order.ts'
import { idSchema, type Refusal } from '../api/answers.ts'
import type { DesktopDeps } from '../desktop-deps.ts'
import { listOpenReceipts } from '../views/list-open-receipts.ts'
import { listOrders } from '../views/list-orders.ts'
import { ordersPage } from './orders.page.ts'
import { goBack, noticeSchema, show } from './show.ts'

const REFUSALS: Partial<Record<Refusal, string>> = {
  not_found: 'پیدا نشد',
  deleted: 'حذف شده است',
  already_converted: 'این سفارش پیش‌تر فاکتور شده است',
  already_registered: 'این دریافت پیش‌تر ثبت شده است',
  unknown_person: 'شخص شناخته نیست؛ ثبت نمی‌شود',
  insufficient_stock: 'موجودی کافی نیست و موجودی منفی ممنوع است',
  not_an_invoice: 'تنها فاکتور فروش برگشت دارد',
  nothing_left: 'چیزی برای برگشت نمانده است',
  has_returns: 'از این فاکتور برگشت خورده است؛ نخست برگشت را حذف کنید',
}

const refusal = (code: Refusal): string => REFUSALS[code] ?? code

const NOT_MOVED = '؛ شخص به ویزیتور وصل نیست و موجودی تغییر نکرد'

export function orderPages(app: FastifyInstance, deps: DesktopDeps): void {
  app.get('/orders', async (request, reply) => {
    const { notice } = noticeSchema.parse(request.query)
    const orders = await listOrders(deps, { open: false, limit: 100, offset: 0 })
    const receipts = await listOpenReceipts(deps.db)
    return show(reply, { path: '/orders', title: 'سفارش‌های رسیده', notice }, ordersPage(orders, receipts))
  })
  conversionForms(app, deps)
  app.post('/orders/:id/cancel', async (request, reply) => {
    const outcome = await cancelOrder(deps, idSchema.parse(request.params).id)
    return goBack(reply, '/orders', outcome.ok ? 'حذف شد' : refusal(outcome.error.code))
  })
  app.post('/orders/:id/return', async (request, reply) => {
    const outcome = await returnOrder(deps, idSchema.parse(request.params).id, null)
    if (!outcome.ok) return goBack(reply, '/orders', refusal(outcome.error.code))
    return goBack(reply, '/orders', `فاکتور برگشت ${toPersianDigits(outcome.value.orderCode)} ثبت شد`)
  })
  app.post('/receipts/:id/register', async (request, reply) => {
    const outcome = await registerReceipt(deps, idSchema.parse(request.params).id)
    if (!outcome.ok) return goBack(reply, '/orders', refusal(outcome.error.code))
    return goBack(reply, '/orders', `دریافت ${toPersianDigits(outcome.value.receiptCode)} ثبت شد`)
  })
}

function conversionForms(app: FastifyInstance, deps: DesktopDeps): void {
  app.post('/orders/:id/convert', async (request, reply) => {
    const outcome = await convertOrder(deps, idSchema.parse(request.params).id)
    if (!outcome.ok) return goBack(reply, '/orders', refusal(outcome.error.code))
    const { orderCode, stockMoved } = outcome.value
    return goBack(reply, '/orders', `فاکتور ${toPersianDigits(orderCode)} ثبت شد${stockMoved ? '' : NOT_MOVED}`)
  })
  app.post('/orders/convert-all', async (_request, reply) => {
    const { converted, refused } = await convertAllOrders(deps)
    const counts = `${toPersianDigits(converted.length)} سفارش فاکتور شد`
    const ending = refused.length === 0 ? '' : `، ${toPersianDigits(refused.length)} سفارش رد شد`
    return goBack(reply, '/orders', counts + ending)
  })
}
