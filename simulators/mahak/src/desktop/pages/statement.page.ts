import { toPersianDigits } from '@hybrid-store/kernel'
import { type Html, html } from '@hybrid-store/simulator-kit'
import type { StatementLine } from '../views/read-statement.ts'
import { formatNumber } from './format.ts'

/** A person's account as the desktop prints it; Rial. */
export const statementPage = (lines: readonly StatementLine[]): Html => html`
<section class="card"><table data-testid="statement">
<thead><tr><th>ردیف</th><th>تاریخ</th><th>نوع</th><th>شرح</th><th>بدهکار</th><th>بستانکار</th><th>مانده</th></tr></thead>
<tbody>${lines.map(
  (line) => html`<tr><td>${toPersianDigits(line.row)}</td><td>${toPersianDigits(line.date.replace('T', ' '))}</td>
<td>${toPersianDigits(line.type)}</td><td>${line.description}</td><td>${formatNumber(line.debt)}</td>
<td>${formatNumber(line.credit)}</td><td>${formatNumber(line.balance)}</td></tr>`,
)}</tbody></table>
${lines.length === 0 ? html`<p class="muted">هنوز چیزی ثبت نشده است.</p>` : null}</section>`
