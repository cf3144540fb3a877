import type { VNode } from 'preact'
import type { Frame } from './layout.tsx'

export function Footer({ frame }: { frame: Frame }): VNode {
  return (
    <footer class="footer">
      <div class="footer-row">
        <p class="footer-brand">
          <strong>{frame.shopName}</strong>
          <span>همهٔ قیمت‌ها به تومان است. پرداخت در درگاه بانکی انجام می‌شود و موجودی با انبار فروشگاه یکی است.</span>
        </p>
        <nav class="footer-links" aria-label="پیوندهای پایین صفحه">
          <a href="/search">همهٔ کالاها</a>
          <a href="/cart">سبد خرید</a>
          <a href="/orders">سفارش‌های من</a>
        </nav>
      </div>
    </footer>
  )
}
