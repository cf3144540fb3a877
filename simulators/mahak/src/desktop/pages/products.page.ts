import { tidyPersian, toPersianDigits } from '@hybrid-store/kernel'
import { type Html, html } from '@hybrid-store/simulator-kit'
import type { ProductList, ProductView, VariantView } from '../views/list-products.ts'
import type { VisitorView } from '../views/list-visitors.ts'
import { assignForm } from './assign-form.ts'

export interface ProductsPage {
  q: string
  /** From 1. */
  page: number
  list: ProductList
  visitors: readonly VisitorView[]
}

/** Search, and each product with a row of inputs per variant: prices of all named levels and the stock of each store. */
export function productsPage({ q, page, list, visitors }: ProductsPage): Html {
  const back = `/products?q=${encodeURIComponent(q)}&page=${page}`
  return html`
<form class="search" method="get" action="/products" role="search">
<input name="q" value="${q}" placeholder="نام یا کد کالا" aria-label="جستجوی کالا"><button>جستجو</button>
</form>
${raiseForm(list, back)}
${list.products.length === 0 ? html`<p class="muted">کالایی پیدا نشد.</p>` : null}
${list.products.map((product) => productCard(product, { list, visitors, back }))}
<nav class="pages">
${page > 1 ? html`<a href="/products?q=${encodeURIComponent(q)}&page=${page - 1}">صفحهٔ پیش</a>` : null}
${list.hasMore ? html`<a href="/products?q=${encodeURIComponent(q)}&page=${page + 1}" data-testid="next-page">صفحهٔ بعد</a>` : null}
</nav>`
}

const raiseForm = (list: ProductList, back: string): Html => html`
<form class="inline" method="post" action="/prices/raise"><input type="hidden" name="back" value="${back}">
<span>همهٔ قیمت‌های سطح</span><select name="level" aria-label="سطح قیمت">${list.levels.map(
  (level, index) => html`<option value="${index + 1}">${level}</option>`,
)}</select>
<input class="count" name="percent" inputmode="numeric" value="5" aria-label="درصد"><span>درصد</span>
<button data-testid="raise-prices">افزایش</button></form>`

interface CardOptions {
  list: ProductList
  visitors: readonly VisitorView[]
  /** Where the forms lead back to. */
  back: string
}

function productCard(product: ProductView, { list, visitors, back }: CardOptions): Html {
  const id = product.productId
  return html`
<section class="card" data-testid="product-${product.productId}">
<header><h2>${tidyPersian(product.name)}</h2>
<span class="badge">${product.category}</span><span class="muted">کد ${toPersianDigits(product.code)}</span>
${product.deleted ? html`<span class="badge gone">حذف شده</span>` : null}${deletionForm(product, back)}
</header>
<table>
<thead><tr><th>نوع</th><th>کد</th>${list.levels.map((level, index) => html`<th>${index + 1}. ${level} (ریال)</th>`)}
${list.stores.map((store) => html`<th>${store.name}</th>`)}<th></th></tr></thead>
<tbody>${product.variants.filter((variant) => !variant.isBase).map((variant) => variantRow(variant, list, back))}</tbody>
</table>
${assignForm({ id: `product-${id}`, action: `/products/${id}/assign`, back, visitors })}
</section>`
}

function deletionForm({ productId, deleted }: ProductView, back: string): Html {
  const [act, title] = deleted ? ['restore', 'برگرداندن کالا'] : ['delete', 'حذف کالا']
  return html`
<form class="spread" method="post" action="/products/${productId}/${act}">
<input type="hidden" name="back" value="${back}"><button class="danger" data-testid="${act}-${productId}">${title}</button>
</form>`
}

/** The form cannot stand around table cells, so the inputs name it. */
function variantRow(variant: VariantView, list: ProductList, back: string): Html {
  const form = `variant-form-${variant.productDetailId}`
  return html`
<tr data-testid="variant-${variant.productDetailId}">
<td>${variant.properties || 'ساده'}</td><td class="muted">${toPersianDigits(variant.code)}</td>
${list.levels.map(
  (level, index) => html`<td><input class="number" form="${form}" name="price${index + 1}" inputmode="numeric"
 value="${variant.prices[index] ?? 0}" aria-label="${level}"></td>`,
)}
${list.stores.map(
  (store) => html`<td><input class="count" form="${form}" name="stock${store.storeId}" inputmode="numeric"
 value="${variant.stock[store.storeId] ?? ''}" aria-label="موجودی ${store.name}"></td>`,
)}
<td><form id="${form}" method="post" action="/variants/${variant.productDetailId}">
<input type="hidden" name="back" value="${back}"><button data-testid="save-${variant.productDetailId}">ذخیره</button></form></td>
</tr>`
}
