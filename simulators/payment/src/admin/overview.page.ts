import { formatJalaliDateTime, formatToman } from '@hybrid-store/kernel'
import { html } from '@hybrid-store/simulator-kit'
import { page } from '../bank-page/page.ts'
import { type Payment, rialOf } from '../payment.ts'

const STATUS_NAMES: Record<Payment['status'], string> = {
  IN_BANK: 'در انتظار خریدار',
  PAID: 'پرداخت شده، تأیید نشده',
  VERIFIED: 'تأیید شده',
  FAILED: 'ناموفق',
  REVERSED: 'برگشت خورده',
}
const SHOWN = 200

/** The newest payments of all merchants. */
export const overviewPage = (payments: readonly Payment[]): string =>
  page(
    'پرداخت‌های درگاه آزمایشی',
    html`<table>
<thead><tr><th>زمان</th><th>مبلغ</th><th>بابت</th><th>وضعیت</th><th>شناسه</th></tr></thead>
<tbody>${payments.slice(0, SHOWN).map(row)}</tbody>
</table>${payments.length === 0 ? html`<p>هنوز پرداختی نیامده است.</p>` : html``}`,
    'wide',
  )

const row = (payment: Payment) => html`<tr>
  <td>${formatJalaliDateTime(payment.createdAt)}</td><td>${formatToman(rialOf(payment.amount, payment.currency))}</td>
  <td>${payment.description}</td><td>${STATUS_NAMES[payment.status]}</td>
  <td><a href="/pg/StartPay/${payment.authority}"><bdi>${payment.authority}</bdi></a></td>
</tr>`
