import type { ProductCard } from '@hybrid-store/contracts'
import type { VNode } from 'preact'
import { Money } from './money.tsx'
import { Picture } from './picture.tsx'

// The first row is on screen at once on every device; the rest waits until it is scrolled to.
const EAGER = 2

export function ProductGrid({ products }: { products: readonly ProductCard[] }): VNode {
  return (
    <ul class="grid" data-testid="product-grid">
      {products.map((product, index) => (
        <li key={product.id}>
          <Card product={product} eager={index < EAGER} />
        </li>
      ))}
    </ul>
  )
}

function Card({ product, eager }: { product: ProductCard; eager: boolean }): VNode {
  return (
    <a
      class={product.available ? 'card' : 'card card-gone'}
      href={productPath(product.slug)}
      data-testid="product-card"
    >
      <Picture url={product.imageUrl} alt="" size={300} eager={eager} />
      <span class="card-name">{product.name}</span>
      <span class="card-price">
        {product.available ? <PriceRange from={product.priceFrom} to={product.priceTo} /> : <span>ناموجود</span>}
      </span>
    </a>
  )
}

function PriceRange({ from, to }: { from: number; to: number }): VNode {
  return (
    <>
      {from !== to && <small>از </small>}
      <Money amount={from} />
    </>
  )
}

export const productPath = (slug: string): string => `/products/${encodeURIComponent(slug)}`
