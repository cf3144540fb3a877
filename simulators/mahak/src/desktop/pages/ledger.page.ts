import { formatJalaliDateTime, toPersianDigits } from '@hybrid-store/kernel'
import { type Html, html } from '@hybrid-store/simulator-kit'
import type { LedgerLine } from '../../store/ledger.repository.ts'

const ACTIONS: Record<LedgerLine['action'], string> = {
  insert: 'تازه',
  update: 'ویرایش',
  delete: 'حذف',
  refused: 'رد شده',
}

/** Everything that clients sent, row by row, the newest first. */
export function ledgerPage(lines: readonly LedgerLine[]): Html {
  const oldest = lines.at(-1)
  return html`
<section class="card"><table data-testid="ledger">
<thead><tr><th>زمان</th><th>ویزیتور</th><th>بسته</th><th>موجودیت</th><th>شناسه</th><th>شماره مشتری</th><th>کار</th><th>دلیل</th></tr></thead>
<tbody>${lines.map(
    (line) => html`<tr><td>${formatJalaliDateTime(line.at)}</td><td>${toPersianDigits(line.visitorId)}</td>
<td>${toPersianDigits(line.syncId)}</td><td>${line.entity}</td><td>${toPersianDigits(line.rowId ?? '')}</td>
<td>${toPersianDigits(line.clientId ?? '')}</td>
<td><span class="badge ${line.action === 'refused' ? 'gone' : 'done'}">${ACTIONS[line.action]}</span></td><td>${line.reason}</td></tr>`,
  )}</tbody></table>
${lines.length === 0 ? html`<p class="muted">هنوز چیزی نرسیده است.</p>` : null}</section>
${oldest && lines.length > 0 ? html`<nav class="pages"><a href="/ledger?before=${oldest.id}">قدیمی‌ترها</a></nav>` : null}`
}
