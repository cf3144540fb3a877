import { formatJalaliDateTime, formatToman, toPersianDigits } from '@hybrid-store/kernel'
import { type Html, html } from '@hybrid-store/simulator-kit'
import { type Payment, returnUrl, rialOf } from '../payment.ts'
import { page } from './page.ts'

/** The bank's page for an open payment. */
export const openPage = (payment: Payment): string =>
  page(
    'درگاه پرداخت آزمایشی',
    html`${summary(payment)}
<form method="post">
  <button name="action" value="pay" data-testid="pay">پرداخت</button>
  <button name="action" value="cancel" data-testid="cancel">انصراف</button>
  <button name="action" value="pay-and-stay" data-testid="pay-and-stay">پرداخت، بی بازگشت به فروشگاه</button>
</form>
<p class="note">این درگاه شبیه‌ساز است و پولی جابه‌جا نمی‌شود.</p>`,
  )

/** What a buyer sees who comes back to a payment that is over; the way to the shop depends on how it ended. */
export const closedPage = (payment: Payment, title: string): string => {
  const paid = payment.status === 'PAID' || payment.status === 'VERIFIED'
  return page(
    title,
    html`${summary(payment)}<p><a href="${returnUrl(payment, paid ? 'OK' : 'NOK')}" data-testid="return">بازگشت به فروشگاه</a></p>`,
  )
}

export const unknownPage = (): string => page('این پرداخت پیدا نشد', html`<p>نشانی پرداخت درست نیست.</p>`)

const summary = (payment: Payment): Html => html`<dl>
  <dt>مبلغ</dt><dd class="amount" data-testid="amount">${formatToman(rialOf(payment.amount, payment.currency))}</dd>
  <dt>بابت</dt><dd data-testid="description">${payment.description}</dd>
  <dt>زمان</dt><dd>${formatJalaliDateTime(payment.createdAt)}</dd>
  <dt>شناسه</dt><dd><bdi>${payment.authority}</bdi></dd>
  ${payment.refId ? html`<dt>شمارهٔ پیگیری</dt><dd data-testid="ref-id">${toPersianDigits(payment.refId)}</dd>` : html``}
</dl>`
