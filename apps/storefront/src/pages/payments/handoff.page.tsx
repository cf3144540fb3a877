import type { Page } from '../../views/layout.tsx'
import { Money } from '../../views/money.tsx'

/**
 * Leads on to the bank. A redirect would be shorter, but browsers hold the redirects of a form to the page's form-action
 * policy, and that allows no foreign site.
 */
export function handoffPage(redirectUrl: string, total: number | null): Page {
  const url = bankAddress(redirectUrl)
  return {
    title: 'رفتن به درگاه پرداخت',
    refresh: { seconds: 0, url },
    content: (
      <section class="panel message">
        <h1>در حال رفتن به درگاه پرداخت…</h1>
        {total !== null && (
          <p>
            مبلغ پرداختی: <Money amount={total} testId="payment-total" />
          </p>
        )}
        <p class="muted">اگر صفحه خودبه‌خود باز نشد، دکمهٔ زیر را بزنید.</p>
        <p class="actions">
          <a class="button" href={url} data-testid="payment-link">
            رفتن به درگاه پرداخت
          </a>
        </p>
      </section>
    ),
  }
}

/** Only web addresses: a `javascript:` link would run in this page. */
function bankAddress(text: string): string {
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Error('the payment address is no web address')
  return url.href
}
