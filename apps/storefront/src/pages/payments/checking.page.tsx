import type { Page } from '../../views/layout.tsx'

/** The customer may have paid and we do not know yet: say so, and ask again by itself. */
export const checkingPage = (url: string): Page => ({
  title: 'بررسی پرداخت',
  status: 503,
  refresh: { seconds: 10, url },
  content: (
    <section class="panel message" data-testid="payment-checking">
      <h1>پرداخت شما در حال بررسی است</h1>
      <p>اکنون پاسخی از بانک نداریم. این صفحه هر ۱۰ ثانیه خودبه‌خود دوباره می‌پرسد.</p>
      <p>اگر مبلغ از حساب شما کم شده است، دوباره پرداخت نکنید؛ نتیجه در سفارش شما دیده می‌شود.</p>
      <p class="actions">
        <a class="button" href="/orders">
          سفارش‌های من
        </a>
      </p>
    </section>
  ),
})
