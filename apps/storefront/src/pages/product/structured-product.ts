import type { ProductView } from '@hybrid-store/contracts'
import { productPath } from '../../views/product-grid.tsx'
import { priceSpan } from './price-span.ts'

const AVAILABLE = 'https://schema.org/InStock'
const SOLD_OUT = 'https://schema.org/OutOfStock'

/** schema.org Product with its offers; prices in Rial, since IRR is the only ISO code there is. */
export function structuredProduct(product: ProductView, publicUrl: string): object {
  const url = publicUrl + productPath(product.slug)
  const span = priceSpan(product.variants)
  const availability = product.variants.some((variant) => variant.available > 0) ? AVAILABLE : SOLD_OUT
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: product.name,
    url,
    ...(product.description ? { description: product.description } : {}),
    ...(product.images.length > 0 ? { image: product.images.map((image) => publicUrl + image.url) } : {}),
    ...(product.category ? { category: product.category.name } : {}),
    ...(span ? { offers: offersOf(span, { url, availability, priceCurrency: 'IRR' }) } : {}),
  }
}

function offersOf({ from, to }: { from: number; to: number }, common: object): object {
  return from === to
    ? { '@type': 'Offer', price: from, ...common }
    : { '@type': 'AggregateOffer', lowPrice: from, highPrice: to, ...common }
}
