import type { ProductCard } from '@hybrid-store/contracts'
import type { VNode } from 'preact'
import { ProductGrid } from '../../views/product-grid.tsx'
import type { ListQuery, Sort } from './list-query.ts'

const SORT_LABELS: Record<Sort, string> = {
  relevance: 'مرتبط‌ترین',
  newest: 'تازه‌ترین',
  cheapest: 'ارزان‌ترین',
  dearest: 'گران‌ترین',
}

export interface ListView {
  /** Address of the list without its query. */
  path: string
  query: ListQuery
  sorts: readonly Sort[]
  products: readonly ProductCard[]
  nextCursor: string | null
  emptyText: string
}

/** Products with their order and the way to further pages. Every state of it is an address of its own. */
export function ProductList({ list }: { list: ListView }): VNode {
  if (list.products.length === 0) return <p class="empty">{list.emptyText}</p>
  return (
    <>
      <nav class="sorts" aria-label="ترتیب کالاها">
        {list.sorts.map((sort) => (
          <a
            key={sort}
            class="chip"
            href={listAddress(list, { sort })}
            aria-current={sort === list.query.sort ? 'true' : undefined}
          >
            {SORT_LABELS[sort]}
          </a>
        ))}
      </nav>
      <ProductGrid products={list.products} />
      <Paging list={list} />
    </>
  )
}

function Paging({ list }: { list: ListView }): VNode {
  return (
    <nav class="paging" aria-label="صفحه‌ها">
      {list.query.cursor && (
        <a class="button button-quiet" href={listAddress(list, {})}>
          بازگشت به آغاز
        </a>
      )}
      {list.nextCursor && (
        <a class="button" rel="next" href={listAddress(list, { cursor: list.nextCursor })} data-testid="next-page">
          بعدی
        </a>
      )}
    </nav>
  )
}

function listAddress({ path, query }: ListView, change: { sort?: Sort; cursor?: string }): string {
  const parameters = new URLSearchParams()
  if (query.q) parameters.set('q', query.q)
  parameters.set('sort', change.sort ?? query.sort)
  if (change.cursor) parameters.set('cursor', change.cursor)
  return `${path}?${parameters}`
}
