import type { ProductView } from '@hybrid-store/contracts'
import type { VNode } from 'preact'
import type { Page } from '../../views/layout.tsx'
import { Money } from '../../views/money.tsx'
import { productPath } from '../../views/product-grid.tsx'
import { Notice } from '../../views/texts.tsx'
import { Gallery } from './gallery.tsx'
import { type PriceSpan, priceSpan } from './price-span.ts'
import { PurchaseForm } from './purchase-form.tsx'
import { structuredProduct } from './structured-product.ts'

/** A product. `refusal` says why it could not be put into the cart just now. */
export function productPage(product: ProductView, publicUrl: string, refusal?: string): Page {
  return {
    title: product.name,
    status: refusal ? 409 : 200,
    description: summaryOf(product),
    canonical: productPath(product.slug),
    image: product.images[0]?.url ?? null,
    structuredData: structuredProduct(product, publicUrl),
    content: (
      <>
        <Crumbs product={product} />
        <article class="product">
          <Gallery name={product.name} images={product.images} />
          <div class="product-facts">
            <h1 data-testid="product-name">{product.name}</h1>
            {refusal && (
              <Notice tone="bad" testId="cart-refusal">
                {refusal}
              </Notice>
            )}
            <Price span={priceSpan(product.variants)} />
            <PurchaseForm product={product} />
          </div>
          {product.description && (
            <section class="product-text" aria-labelledby="about">
              <h2 id="about">دربارهٔ این کالا</h2>
              <p class="prose">{product.description}</p>
            </section>
          )}
        </article>
      </>
    ),
  }
}

function Crumbs({ product }: { product: ProductView }): VNode {
  return (
    <nav class="crumbs" aria-label="مسیر">
      <a href="/">خانه</a>
      {product.category && (
        <a href={`/categories/${encodeURIComponent(product.category.slug)}`}>{product.category.name}</a>
      )}
    </nav>
  )
}

function Price({ span }: { span: PriceSpan | null }): VNode {
  if (!span) return <p class="product-price">ناموجود</p>
  return (
    <p class="product-price">
      {span.from !== span.to && <small>از </small>}
      <Money amount={span.from} testId="product-price" />
      {span.from !== span.to && (
        <>
          <small> تا </small>
          <Money amount={span.to} testId="product-price-to" />
        </>
      )}
    </p>
  )
}

/** What search engines and link previews show: the beginning of the description, cut at a word. */
function summaryOf(product: ProductView): string {
  const text = product.description.replace(/\s+/g, ' ').trim()
  if (!text) return `خرید ${product.name} با قیمت روز و موجودی واقعی.`
  return text.length <= 155 ? text : `${text.slice(0, 155).replace(/\s\S*$/, '')}…`
}
