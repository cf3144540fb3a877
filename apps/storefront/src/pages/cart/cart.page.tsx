import type { CartLineView, CartView } from '@hybrid-store/contracts'
import { toPersianDigits } from '@hybrid-store/kernel'
import { formatCount } from '@hybrid-store/ui'
import type { VNode } from 'preact'
import type { Page } from '../../views/layout.tsx'
import { Options } from '../../views/line-detail.tsx'
import { Money } from '../../views/money.tsx'
import { Picture } from '../../views/picture.tsx'
import { productPath } from '../../views/product-grid.tsx'
import { Notice } from '../../views/texts.tsx'
import { isShort } from './short-lines.ts'

/** The cart; `refusal` says why the last change was not made. */
export function cartPage(cart: CartView | null, refusal?: string): Page {
  return {
    title: 'سبد خرید',
    status: refusal ? 409 : 200,
    content: (
      <>
        <h1>سبد خرید</h1>
        {refusal && (
          <Notice tone="bad" testId="cart-refusal">
            {refusal}
          </Notice>
        )}
        {cart && cart.lines.length > 0 ? <FilledCart cart={cart} /> : <EmptyCart />}
      </>
    ),
  }
}

function EmptyCart(): VNode {
  return (
    <section class="panel message" data-testid="cart-empty">
      <p>سبد خرید شما خالی است.</p>
      <p class="actions">
        <a class="button" href="/">
          دیدن کالاها
        </a>
      </p>
    </section>
  )
}

function FilledCart({ cart }: { cart: CartView }): VNode {
  const blocked = cart.lines.some(isShort)
  return (
    <div class="with-summary">
      <ul class="lines">
        {cart.lines.map((line) => (
          <Line key={line.variantId} line={line} />
        ))}
      </ul>
      <aside class="panel summary" aria-label="جمع سبد">
        <p class="total">
          <span>جمع {formatCount(cart.itemCount)} کالا</span>
          <Money amount={cart.itemsTotal} testId="cart-total" />
        </p>
        {blocked ? (
          <p class="muted">پیش از ادامه، تعداد کالاهای ناموجود را درست کنید.</p>
        ) : (
          <a class="button button-wide" href="/checkout" data-testid="go-to-checkout">
            ادامهٔ خرید
          </a>
        )}
        <p class="muted">هزینهٔ ارسال در گام بعد افزوده می‌شود.</p>
      </aside>
    </div>
  )
}

function Line({ line }: { line: CartLineView }): VNode {
  const action = `/cart/lines/${encodeURIComponent(line.variantId)}`
  return (
    <li class="panel line" data-testid={`cart-line-${line.variantId}`}>
      <span class="line-picture">
        <Picture url={line.imageUrl} alt="" size={96} />
      </span>
      <div class="line-body">
        <a class="line-name" href={productPath(line.productSlug)}>
          {line.productName}
        </a>
        {line.options.length > 0 && (
          <p class="muted">
            <Options options={line.options} />
          </p>
        )}
        <p class="muted">
          هر واحد <Money amount={line.unitPrice} />
        </p>
        {isShort(line) && <Shortage line={line} />}
      </div>
      <div class="line-foot">
        <form class="line-form" method="post" action={action}>
          <label class="quantity">
            <span class="visually-hidden">تعداد {line.productName}</span>
            <input
              name="quantity"
              value={toPersianDigits(line.quantity)}
              inputMode="numeric"
              maxLength={3}
              dir="ltr"
              autocomplete="off"
              data-testid={`line-quantity-${line.variantId}`}
            />
          </label>
          <button
            class="button button-quiet"
            type="submit"
            aria-label={`ثبت تعداد ${line.productName}`}
            data-testid={`line-update-${line.variantId}`}
          >
            ثبت
          </button>
        </form>
        <form method="post" action={action}>
          <input type="hidden" name="quantity" value="0" />
          <button
            class="button button-text"
            type="submit"
            aria-label={`حذف ${line.productName}`}
            data-testid={`line-remove-${line.variantId}`}
          >
            حذف
          </button>
        </form>
        <span class="line-total">
          <Money amount={line.total} testId={`line-total-${line.variantId}`} />
        </span>
      </div>
    </li>
  )
}

function Shortage({ line }: { line: CartLineView }): VNode {
  return (
    <Notice tone="warn" testId={`line-short-${line.variantId}`}>
      {line.available === 0
        ? 'این کالا دیگر موجود نیست؛ آن را حذف کنید.'
        : `تنها ${formatCount(line.available)} عدد موجود است؛ تعداد را کم کنید.`}
    </Notice>
  )
}
