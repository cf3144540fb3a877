import { categoryList, type ProductQuery, productPage, productView } from '@hybrid-store/contracts'
import { type Ask, path } from './ask.ts'

export type ProductSearch = Partial<Pick<ProductQuery, 'category' | 'q' | 'sort' | 'cursor'>>

export const catalogApi = (ask: Ask) => ({
  categories: () => ask({ path: '/api/v1/categories', answer: categoryList }),
  products: (search: ProductSearch) => ask({ path: '/api/v1/products', query: search, answer: productPage }),
  product: (slug: string) => ask({ path: path`/api/v1/products/${slug}`, answer: productView }),
})
