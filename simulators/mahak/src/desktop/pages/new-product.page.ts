import { type Html, html } from '@hybrid-store/simulator-kit'

/** The form for a product; two properties make a variant of each pair of their values. */
export function newProductPage(page: { categories: readonly string[]; error?: string | undefined }): Html {
  return html`
${page.error ? html`<p class="notice negative" role="alert" data-testid="form-error">${page.error}</p>` : null}
<section class="card"><form class="fields" method="post" action="/products">
<label for="name">نام کالا</label><input id="name" name="name" required>
<label for="category">گروه</label><input id="category" name="category" list="categories" required>
<datalist id="categories">${page.categories.map((category) => html`<option value="${category}"></option>`)}</datalist>
<label for="price1">قیمت فروش (ریال)</label><input id="price1" name="price1" class="number" inputmode="numeric" required>
<label for="stock">موجودی هر نوع</label><input id="stock" name="stock" class="count" inputmode="numeric" value="10">
<label for="property1">ویژگی نخست</label><input id="property1" name="property1" placeholder="رنگ">
<label for="values1">مقدارها، با ویرگول</label><input id="values1" name="values1" placeholder="مشکی، سفید">
<label for="property2">ویژگی دوم</label><input id="property2" name="property2" placeholder="سایز">
<label for="values2">مقدارها، با ویرگول</label><input id="values2" name="values2" placeholder="M، L">
<button data-testid="add-product">افزودن کالا</button>
</form></section>`
}
