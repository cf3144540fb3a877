import type { CategoryView, ProductCard } from '@hybrid-store/contracts'
import { formatCount } from '@hybrid-store/ui'
import type { Page } from '../../views/layout.tsx'
import type { ListQuery } from './list-query.ts'
import { ProductList } from './product-list.tsx'

interface Products {
  items: readonly ProductCard[]
  nextCursor: string | null
}

export function categoryPage(category: CategoryView, query: ListQuery, products: Products): Page {
  const path = `/categories/${encodeURIComponent(category.slug)}`
  return {
    title: category.name,
    description: `خرید ${category.name}: ${formatCount(category.productCount)} کالا با قیمت روز و موجودی واقعی.`,
    canonical: path,
    content: (
      <>
        <nav class="crumbs" aria-label="مسیر">
          <a href="/">خانه</a>
          <span>{category.name}</span>
        </nav>
        <h1>{category.name}</h1>
        <ProductList
          list={{
            path,
            query,
            sorts: ['newest', 'cheapest', 'dearest'],
            products: products.items,
            nextCursor: products.nextCursor,
            emptyText: 'در این دسته اکنون کالایی نیست.',
          }}
        />
      </>
    ),
  }
}
