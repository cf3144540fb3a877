import type { ProductCard } from '@hybrid-store/contracts'
import type { Page } from '../../views/layout.tsx'
import type { ListQuery } from './list-query.ts'
import { ProductList } from './product-list.tsx'

interface Products {
  items: readonly ProductCard[]
  nextCursor: string | null
}

/** What was searched for; without words, all goods of the shop. Only the latter is of use to search engines. */
export function searchPage(query: ListQuery, products: Products): Page {
  const title = query.q ? `جستجوی «${query.q}»` : 'همهٔ کالاها'
  return {
    title,
    ...(query.q ? { query: query.q } : { canonical: '/search', description: 'همهٔ کالاهای فروشگاه با قیمت روز.' }),
    content: (
      <>
        <h1>{title}</h1>
        <ProductList
          list={{
            path: '/search',
            query,
            sorts: query.q ? ['relevance', 'newest', 'cheapest', 'dearest'] : ['newest', 'cheapest', 'dearest'],
            products: products.items,
            nextCursor: products.nextCursor,
            emptyText: query.q
              ? 'کالایی با این واژه‌ها پیدا نشد. واژهٔ کوتاه‌تر یا نام دیگری را بیازمایید.'
              : 'هنوز کالایی در فروشگاه نیست.',
          }}
        />
      </>
    ),
  }
}
