import type { ProductView, VariantView } from '@hybrid-store/contracts'
import { formatCount } from '@hybrid-store/ui'
import type { VNode } from 'preact'
import { Options } from '../../views/line-detail.tsx'
import { Money } from '../../views/money.tsx'

// The core tells at most 10; from a few on, the figure helps nobody to decide.
const FEW = 5

export function PurchaseForm({ product }: { product: ProductView }): VNode {
  const firstInStock = product.variants.find((variant) => variant.available > 0)
  return (
    <form class="purchase" method="post" action="/cart/lines">
      <input type="hidden" name="product" value={product.slug} />
      <Variants product={product} chosen={firstInStock?.id} />
      {firstInStock ? (
        <div class="purchase-row">
          <label class="quantity">
            <span>تعداد</span>
            <input
              name="quantity"
              value="۱"
              inputMode="numeric"
              maxLength={3}
              dir="ltr"
              autocomplete="off"
              data-testid="quantity"
            />
          </label>
          <button class="button button-wide" type="submit" data-testid="add-to-cart">
            افزودن به سبد خرید
          </button>
        </div>
      ) : (
        <button class="button button-wide" type="submit" disabled data-testid="add-to-cart">
          ناموجود
        </button>
      )}
    </form>
  )
}

function Variants({ product, chosen }: { product: ProductView; chosen: string | undefined }): VNode {
  const only = product.variants.length === 1 ? product.variants[0] : undefined
  if (only && only.options.length === 0) {
    return (
      <>
        <input type="hidden" name="variantId" value={only.id} data-testid={`variant-${only.id}`} />
        <Stock variant={only} unit={product.unit} />
      </>
    )
  }
  return (
    <fieldset class="variants">
      <legend>{product.options.map((option) => option.name).join('، ') || 'انتخاب کنید'}</legend>
      {product.variants.map((variant) => (
        <Variant key={variant.id} variant={variant} unit={product.unit} chosen={variant.id === chosen} />
      ))}
    </fieldset>
  )
}

function Variant({ variant, unit, chosen }: { variant: VariantView; unit: string; chosen: boolean }): VNode {
  return (
    <label class="variant">
      <input
        type="radio"
        name="variantId"
        value={variant.id}
        checked={chosen}
        disabled={variant.available === 0}
        required
        data-testid={`variant-${variant.id}`}
      />
      <span class="variant-name">{variant.options.length > 0 ? <Options options={variant.options} /> : 'ساده'}</span>
      <Stock variant={variant} unit={unit} />
      <span class="variant-price">
        <Money amount={variant.price} testId={`variant-price-${variant.id}`} />
      </span>
    </label>
  )
}

function Stock({ variant, unit }: { variant: VariantView; unit: string }): VNode | null {
  if (variant.available === 0) return <small class="stock stock-gone">ناموجود</small>
  if (variant.available > FEW) return null
  return (
    <small class="stock">
      تنها {formatCount(variant.available)} {unit || 'عدد'} مانده است
    </small>
  )
}
