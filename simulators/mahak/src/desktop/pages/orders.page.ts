import { toPersianDigits } from '@hybrid-store/kernel'
import { type Html, html } from '@hybrid-store/simulator-kit'
import type { OpenReceiptView } from '../views/list-open-receipts.ts'
import type { OrderLineView, OrderView } from '../views/list-orders.ts'
import { formatNumber, formatRial } from './format.ts'

/** Orders that arrived, the newest first, each with a button that makes it an invoice. */
export function ordersPage(orders: readonly OrderView[], receipts: readonly OpenReceiptView[]): Html {
  if (orders.length === 0 && receipts.length === 0)
    return html`<p class="muted" data-testid="no-orders">هنوز سفارشی نرسیده است.</p>`
  return html`
${receipts.map(receiptCard)}
<form method="post" action="/orders/convert-all"><p><button data-testid="convert-all">تبدیل همه به فاکتور</button></p></form>
${orders.map(orderCard)}`
}

const receiptCard = (receipt: OpenReceiptView): Html => html`
<section class="card" data-testid="receipt-${receipt.receiptId}"><header><h2>دریافت ${toPersianDigits(receipt.receiptId)}</h2>
<span>${formatRial(receipt.amount)}</span><span class="muted">شخص ${toPersianDigits(receipt.personId)}</span>
<form class="spread" method="post" action="/receipts/${receipt.receiptId}/register">
<button data-testid="register-${receipt.receiptId}">ثبت</button></form></header></section>`

const TYPES: Record<number, string> = {
  201: 'فروش',
  202: 'برگشت از فروش',
  203: 'پیش‌فروش',
  204: 'خرید',
  299: 'پیش‌فاکتور',
}

function orderCard(order: OrderView): Html {
  return html`
<section class="card" data-testid="order-${order.orderId}">
<header><h2>سفارش ${toPersianDigits(order.orderId)}</h2><span class="badge">${TYPES[order.orderType] ?? toPersianDigits(order.orderType)}</span>${stateOf(order)}
<span class="muted">شماره مشتری: <span data-testid="client-id-${order.orderId}">${toPersianDigits(order.orderClientId)}</span>
 | ${toPersianDigits(order.date.replace('T', ' '))} | نسخه ${toPersianDigits(order.rowVersion)}</span>
${order.deleted ? null : actForms(order)}
</header>
<p>${order.person ? html`${order.person.name} <span class="muted">${order.person.mobile}</span>` : html`<span class="negative">شخص ناشناس</span>`}
${order.description ? html` | ${order.description}` : null}</p>
<table><thead><tr><th>کالا</th><th>تعداد</th><th>قیمت</th><th>جمع</th></tr></thead><tbody>${order.lines.map(lineRow)}</tbody></table>
<p>هزینه ارسال: ${formatRial(order.sendCost)} | تخفیف: ${formatRial(order.discount)} |
<strong>جمع: <span data-testid="total-${order.orderId}">${formatRial(order.total)}</span></strong></p>
${order.receipts.map(
  (
    receipt,
  ) => html`<p class="muted">دریافت ${toPersianDigits(receipt.receiptCode || receipt.receiptId)}: نقد ${formatRial(receipt.cashAmount)}
${receipt.cheques.map((cheque) => html` | حواله ${cheque.number}: ${formatRial(cheque.amount)}`)}</p>`,
)}
</section>`
}

function stateOf(order: OrderView): Html {
  if (order.deleted) return html`<span class="badge gone">حذف شده</span>`
  return order.orderCode === 0
    ? html`<span class="badge open">تبدیل نشده</span>`
    : html`<span class="badge done">فاکتور <span data-testid="order-code-${order.orderId}">${toPersianDigits(order.orderCode)}</span></span>`
}

const SALE = 201

function actForms({ orderId, orderCode, orderType }: OrderView): Html {
  const form = (act: string, title: string, style = '') =>
    html`<form method="post" action="/orders/${orderId}/${act}"><button class="${style}" data-testid="${act}-${orderId}">${title}</button></form>`
  return html`<span class="spread"></span>
${orderCode === 0 ? form('convert', 'تبدیل به فاکتور') : null}
${orderCode !== 0 && orderType === SALE ? form('return', 'برگشت از فروش') : null}
${form('cancel', orderCode === 0 ? 'حذف سفارش' : 'ابطال فاکتور', 'danger')}`
}

const lineRow = (line: OrderLineView): Html => html`
<tr><td>${line.title}</td><td>${formatNumber(line.count)}</td><td>${formatRial(line.price)}</td><td>${formatRial(line.total)}</td></tr>`
