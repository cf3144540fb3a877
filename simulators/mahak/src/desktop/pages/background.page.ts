import { formatJalaliDateTime } from '@hybrid-store/kernel'
import { type Html, html } from '@hybrid-store/simulator-kit'
import { type ActName, USUAL_RATES } from '../background/busy-day/acts.ts'
import type { BusyDayEntry, BusyDayProgress } from '../background/busy-day/busy-day.ts'
import type { ImportProgress } from '../background/goods-import.ts'
import type { JobState } from '../background/job.ts'
import { formatNumber } from './format.ts'

const ACT_NAMES: Record<ActName, string> = {
  convert: 'فاکتور کردن سفارش',
  price: 'تغییر قیمت',
  stock: 'تغییر موجودی',
  newGoods: 'کالای تازه',
  deleteGoods: 'حذف و برگرداندن کالا',
  assign: 'دادن و گرفتن کالای ویزیتور',
  personEdit: 'ویرایش شخص',
  returnGoods: 'برگشت از فروش',
}

const STATUS: Record<JobState<unknown>['status'], string> = {
  idle: 'آغاز نشده',
  running: 'در کار',
  done: 'پایان یافت',
  stopped: 'ایستاد',
  failed: 'شکست خورد؛ دلیل در گزارش سرور است',
}

/** A busy day and a bulk import: forms that start and stop them, how far they are, and the day's log. */
export function backgroundPage(day: JobState<BusyDayProgress>, goods: JobState<ImportProgress>): Html {
  return html`${dayCard(day)}${importCard(goods)}${day.progress ? logTable(day.progress.log) : null}`
}

function dayCard(day: JobState<BusyDayProgress>): Html {
  const rates = day.progress?.plan.rates ?? USUAL_RATES
  return html`
<section class="card"><header><h2>روز شلوغ</h2><span class="badge" data-testid="busy-day-status">${STATUS[day.status]}</span>
<span class="muted">${formatNumber(day.progress?.done ?? 0)} از ${formatNumber(day.progress?.steps ?? 0)} کار، ${formatNumber(day.seconds)} ثانیه</span>
<a href="/busy-day">تازه‌سازی</a></header>
<form class="fields" method="post" action="/busy-day">
<label for="seed">شمارهٔ بذر (همان بذر، همان روز)</label><input id="seed" name="seed" class="number" value="${day.progress?.plan.seed ?? 1}">
<label for="seconds">چند ثانیه</label><input id="seconds" name="seconds" class="number" value="${day.progress?.plan.seconds ?? 60}">
${Object.entries(ACT_NAMES).map(
  ([act, title]) => html`<label for="${act}">${title} (در دقیقه)</label>
<input id="${act}" name="${act}" class="count" value="${rates[act as ActName]}">`,
)}
<button data-testid="start-busy-day">آغاز</button></form>
<form method="post" action="/busy-day/stop"><p><button class="danger" data-testid="stop-busy-day">ایست</button></p></form></section>`
}

function importCard(goods: JobState<ImportProgress>): Html {
  const rate = goods.progress && goods.seconds > 0 ? Math.round(goods.progress.rows / goods.seconds) : 0
  return html`
<section class="card"><header><h2>کالای انبوه</h2><span class="badge" data-testid="import-status">${STATUS[goods.status]}</span>
<span class="muted" data-testid="import-progress">${formatNumber(goods.progress?.products ?? 0)} از ${formatNumber(goods.progress?.wanted ?? 0)} کالا،
${formatNumber(rate)} سطر در ثانیه</span></header>
<p class="muted">همه با هم پدیدار می‌شوند؛ اگر بایستد هیچ‌کدام. تا پایان کار، نوشتن دیگران می‌ماند.</p>
<form class="fields" method="post" action="/import"><label for="products">چند کالا (تا ۱٬۰۰۰٬۰۰۰)</label>
<input id="products" name="products" class="number" value="10000"><button data-testid="start-import">ورود</button></form>
<form method="post" action="/import/stop"><p><button class="danger" data-testid="stop-import">ایست</button></p></form></section>`
}

const logTable = (log: readonly BusyDayEntry[]): Html => html`
<section class="card"><table data-testid="busy-day-log"><thead><tr><th>گام</th><th>زمان</th><th>کار</th><th>نتیجه</th></tr></thead>
<tbody>${log.slice(0, 200).map(
  (entry) => html`<tr><td>${formatNumber(entry.step)}</td><td>${formatJalaliDateTime(entry.at)}</td>
<td>${ACT_NAMES[entry.act]}</td><td dir="ltr">${entry.outcome}</td></tr>`,
)}</tbody></table></section>`
