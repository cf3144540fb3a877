import { type Html, html } from '@hybrid-store/simulator-kit'
import type { readState } from '../views/read-state.ts'
import { formatNumber } from './format.ts'

type State = Awaited<ReturnType<typeof readState>>

const TILES = [
  ['Products', 'کالا'],
  ['ProductDetails', 'نوع کالا'],
  ['ProductCategories', 'گروه'],
  ['People', 'شخص'],
  ['Receipts', 'دریافت'],
] as const

/** Figures of the whole storage and what was left out of the catalogue. */
export function overviewPage(state: State): Html {
  return html`
<div class="tiles">
<div class="tile"><b data-testid="open-orders">${formatNumber(state.orders.open)}</b>سفارش تبدیل‌نشده</div>
<div class="tile"><b data-testid="converted-orders">${formatNumber(state.orders.converted)}</b>فاکتور</div>
${TILES.map(([entity, title]) => html`<div class="tile"><b>${formatNumber(state.rows[entity]?.total ?? 0)}</b>${title}</div>`)}
</div>
<section class="card"><p>در این صفحه‌ها به جای حسابدار کار می‌کنید: قیمت و موجودی کالاها را تغییر دهید، کالا بیفزایید یا حذف کنید،
و سفارش‌هایی را که از فروشگاه رسیده است به فاکتور تبدیل کنید. برنامه‌های دیگر همین داده‌ها را از <code dir="ltr">/API/v3</code> می‌خوانند.</p>
<p class="muted">آخرین نسخه: ${formatNumber(state.rowVersion)}</p></section>
${state.skipped.length > 0 ? skippedList(state.skipped) : null}`
}

const skippedList = (skipped: State['skipped']): Html => html`
<section class="card"><h2>از فهرست کالا کنار گذاشته شد</h2>
<table><thead><tr><th>سطر</th><th>دلیل</th></tr></thead>
<tbody>${skipped.slice(0, 100).map((row) => html`<tr><td>${formatNumber(row.line)}</td><td dir="auto">${row.reason}</td></tr>`)}</tbody></table></section>`
