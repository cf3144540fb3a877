import type { CategoryView, ProductCard } from '@hybrid-store/contracts'
import { formatCount } from '@hybrid-store/ui'
import type { VNode } from 'preact'
import type { Page } from '../../views/layout.tsx'
import { ProductGrid } from '../../views/product-grid.tsx'

const PROMISES = [
  { title: 'موجودی واقعی', text: 'آنچه می‌بینید همان است که در انبار هست.' },
  { title: 'پرداخت در درگاه بانک', text: 'اطلاعات کارت شما به دست ما نمی‌رسد.' },
  { title: 'فاکتور هر سفارش', text: 'شمارهٔ فاکتور در صفحهٔ سفارش دیده می‌شود.' },
]

export const homePage = (
  shopName: string,
  categories: readonly CategoryView[],
  newest: readonly ProductCard[],
): Page => ({
  title: shopName,
  description: `${shopName}: خرید اینترنتی با قیمت روز و موجودی واقعی انبار.`,
  canonical: '/',
  content: (
    <>
      <section class="welcome">
        <h1>{shopName}</h1>
        <p>خرید با قیمت روز و موجودی واقعی انبار</p>
        <ul class="promises">
          {PROMISES.map(({ title, text }) => (
            <li key={title}>
              <strong>{title}</strong>
              <span>{text}</span>
            </li>
          ))}
        </ul>
      </section>
      <Categories categories={categories} />
      <section aria-labelledby="newest">
        <div class="section-head">
          <h2 id="newest">تازه‌ترین کالاها</h2>
          <a href="/search">دیدن همه</a>
        </div>
        {newest.length > 0 ? <ProductGrid products={newest} /> : <p class="empty">هنوز کالایی در فروشگاه نیست.</p>}
      </section>
    </>
  ),
})

function Categories({ categories }: { categories: readonly CategoryView[] }): VNode | null {
  if (categories.length === 0) return null
  return (
    <nav aria-labelledby="categories">
      <h2 id="categories">دسته‌ها</h2>
      <ul class="chips" data-testid="categories">
        {categories.map((category) => (
          <li key={category.id}>
            <a class="chip" href={`/categories/${encodeURIComponent(category.slug)}`}>
              {category.name} <small>{formatCount(category.productCount)}</small>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
