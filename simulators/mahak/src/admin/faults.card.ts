import { type Html, html } from '@hybrid-store/simulator-kit'
import { formatNumber } from '../desktop/pages/format.ts'
import { FAULT_KINDS, type Switches } from '../switches/switches.ts'

/** Slowness, faults to come, and the end of all tokens. */
export function faultsCard({ latency, lateCommitMs, failNext, failRate }: Switches): Html {
  const isPlanned = failNext.length + failRate.length > 0
  return html`
<section class="card" data-testid="faults"><header><h2>کندی</h2></header>
<form class="fields" method="post" action="/admin/forms/timing">
${field('medianMs', 'میانه تاخیر، میلی‌ثانیه', latency.medianMs)}
${field('p95Ms', 'صدک ۹۵ تاخیر، میلی‌ثانیه', latency.p95Ms)}
${field('lateCommitMs', 'دیر دیده شدن یک در میان ثبت‌ها، میلی‌ثانیه', lateCommitMs)}
<button data-testid="save-timing">ذخیره</button></form></section>
<section class="card"><header><h2>خطاها</h2></header>
${isPlanned ? plannedFaults(failNext, failRate) : html`<p class="muted" data-testid="no-faults">خطایی در راه نیست.</p>`}
</section>
${faultForm('next', 'خطا در فراخوانی‌های بعدی', field('times', 'چند بار', 1))}
${faultForm('rate', 'خطای گاه‌به‌گاه', field('percent', 'چند درصد فراخوانی‌ها', 10))}
<section class="card"><header><h2>توکن‌ها</h2></header>
<form method="post" action="/admin/forms/expire-tokens"><button class="danger" data-testid="expire-tokens">باطل کردن همه توکن‌ها</button></form></section>`
}

const field = (name: string, title: string, value: number): Html => html`
<label for="${name}">${title}</label>
<input class="number" id="${name}" name="${name}" inputmode="decimal" autocomplete="off" value="${value}" data-testid="${name}">`

const faultForm = (id: 'next' | 'rate', title: string, amount: Html): Html => html`
<section class="card"><header><h2>${title}</h2></header>
<form class="fields" method="post" action="/admin/forms/fault">
<label for="path-${id}">بخشی از نشانی؛ خالی یعنی همه</label>
<input id="path-${id}" name="path" placeholder="SaveAllData" dir="ltr" data-testid="path-${id}">
<label for="kind-${id}">گونه خطا</label>
<div><select id="kind-${id}" name="kind" data-testid="kind-${id}">${FAULT_KINDS.map((kind) => html`<option>${kind}</option>`)}</select></div>
${amount}
<button data-testid="fail-${id}">افزودن</button></form></section>`

const plannedFaults = (failNext: Switches['failNext'], failRate: Switches['failRate']): Html => html`
<table data-testid="planned"><thead><tr><th>نشانی</th><th>خطا</th><th>اندازه</th></tr></thead><tbody>
${failNext.map(({ path, kind, times }) => plannedRow(path, kind, `${formatNumber(times)} بار بعد`))}
${failRate.map(({ path, kind, probability }) => plannedRow(path, kind, `${formatNumber(probability * 100)} درصد`))}</tbody></table>
<form method="post" action="/admin/forms/no-faults"><p><button data-testid="clear-faults">برداشتن همه خطاها</button></p></form>`

const plannedRow = (path: string, kind: string, amount: string): Html =>
  html`<tr><td>${path === '' ? 'همه' : html`<bdi>${path}</bdi>`}</td><td><span class="badge gone">${kind}</span></td><td>${amount}</td></tr>`
