import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { category, MALICIOUS, product } from './fake-core.ts'
import { has, type Shop, shop, shownValue, textOf } from './shop.ts'

let store: Shop
const shoes = category('کفش', 2)
beforeAll(async () => {
  store = await shop()
})
afterAll(() => store.close())
beforeEach(() => {
  store.core.state.categories = [shoes, category('چای و قهوه', 40)]
  store.core.state.nextCursor = null
  store.core.state.seen.length = 0
  store.core.state.products = [
    product('کفش پیاده‌روی', [{ price: 12_500_005, available: 3 }], {
      category: shoes,
      description: 'سبک و راحت',
      images: [
        { url: '/media/a-1200.webp', smallUrl: '/media/a-300.webp', width: 1200, height: 900 },
        { url: '/media/b-1200.webp', smallUrl: '/media/b-300.webp', width: 1200, height: 1200 },
      ],
    }),
    product('قوری', [{ price: 3_000_000, available: 0 }]),
  ]
})
const slug = (index: number) => encodeURIComponent(store.core.state.products[index]?.slug ?? '')

describe('every page', () => {
  test('is Persian, right to left, and loads one hashed stylesheet and its own font', async () => {
    const { html, headers, status } = await store.get('/')
    expect(status).toBe(200)
    expect(html).toMatch(/^<!doctype html><html lang="fa" dir="rtl">/)
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(html.match(/rel="stylesheet"/g)).toHaveLength(1)
    const stylesheet = /href="(\/assets\/store\.[0-9a-f]{12}\.css)"/.exec(html)?.[1] ?? ''
    const css = await store.get(stylesheet)
    expect(css.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(css.html).toContain('unicode-range')
    const fonts = [...css.html.matchAll(/url\("([^"]+)"\)/g)].map(([, url]) => url ?? '')
    expect(fonts).toHaveLength(2)
    for (const font of fonts) {
      const answer = await store.get(font)
      expect(answer.headers.get('content-type')).toBe('font/woff2')
    }
  })

  test('contains no script, no inline style and nothing from elsewhere', async () => {
    for (const path of ['/', `/products/${slug(0)}`, '/cart', '/login']) {
      const { html } = await store.get(path)
      expect(html).not.toMatch(/<script(?! type="application\/ld\+json")/)
      expect(html).not.toMatch(/\sstyle="|\son\w+="/)
      expect([...html.matchAll(/(?:src|href)="(https?:)?\/\/(?!shop\.test)[^"]*"/g)]).toEqual([])
    }
  })

  test('what is no asset is answered without asking the core, for the gateway does not limit files', async () => {
    const answer = await store.get('/assets/none.css', { cookie: `store_cart=cart_${'0'.repeat(26)}` })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ])
    expect(store.core.state.seen).toEqual([])
  })

  test('is sent compressed where the browser takes it', async () => {
    const plain = await store.get('/', { 'accept-encoding': 'identity' })
    const small = await store.get('/', { 'accept-encoding': 'gzip' })
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(small.headers.get('content-encoding')).toBe('gzip')
    expect(small.html).toBe(plain.html)
  })
})

describe('home', () => {
  test('shows the categories and the newest products with prices in Toman', async () => {
    const { html } = await store.get('/')
    expect(textOf(html, 'categories')).toContain('چای و قهوه ۴۰')
    expect(html).toContain(`href="/categories/${encodeURIComponent('چای-و-قهوه')}"`)
    expect(html).toContain('۱٬۲۵۰٬۰۰۰٫۵ تومان')
    expect(html).toContain('ناموجود')
    expect(html).toContain('<link rel="canonical" href="https://shop.test/"')
  })

  test('gives pictures a size, and loads those further down when they are looked at', async () => {
    store.core.state.products = Array.from({ length: 4 }, (_, index) =>
      product(`کالای ${index}`, [{ price: 10, available: 1 }], {
        images: [{ url: `/media/${index}.webp`, smallUrl: `/media/${index}-s.webp`, width: 1, height: 1 }],
      }),
    )
    const { html } = await store.get('/')
    const pictures = [...html.matchAll(/<img class="picture"[^>]*>/g)].map(([tag]) => tag)
    expect(pictures).toHaveLength(4)
    for (const picture of pictures) expect(picture).toMatch(/width="300" height="300"/)
    expect(pictures.map((tag) => /loading="(\w+)"/.exec(tag)?.[1])).toEqual(['eager', 'eager', 'lazy', 'lazy'])
  })
})

describe('lists', () => {
  test('a category shows its goods, keeps the order while paging and names its one address', async () => {
    store.core.state.nextCursor = 'abc+/='
    const { html } = await store.get(`/categories/${encodeURIComponent('کفش')}?sort=cheapest&cursor=x`)
    expect(store.core.state.seen.map((call) => call.url)).toContainEqual(
      `/api/v1/products?category=${encodeURIComponent('کفش')}&sort=cheapest&cursor=x`,
    )
    expect(html).toContain('<h1>کفش</h1>')
    expect(html).toContain(`href="/categories/${encodeURIComponent('کفش')}?sort=cheapest&amp;cursor=abc%2B%2F%3D"`)
    expect(html).toContain(`<link rel="canonical" href="https://shop.test/categories/${encodeURIComponent('کفش')}"`)
    expect(html).toMatch(/aria-current="true"[^>]*>ارزان‌ترین/)
  })

  test('a category that is not there is a 404', async () => {
    const answer = await store.get('/categories/none')
    expect(answer.status).toBe(404)
    expect(has(answer.html, 'not-found')).toBe(true)
  })

  test('a search shows what was typed, escaped, and is not for search engines', async () => {
    const { html } = await store.get(`/search?q=${encodeURIComponent(MALICIOUS)}`)
    expect(html).not.toContain('<script>alert')
    expect(html).not.toContain('<img src=x')
    expect(html).toContain('&lt;script>alert(1)')
    expect(html).toContain('<meta name="robots" content="noindex"')
    expect(html).toContain('پیدا نشد')
  })

  test('orders and cursors that are not understood count as not said', async () => {
    await store.get('/search?q=&sort=nonsense&sort=twice')
    expect(store.core.state.seen.at(-1)?.url).toBe('/api/v1/products?sort=newest')
  })

  test('a cursor that the core refuses is a page that does not exist', async () => {
    store.core.state.refusals.set('GET /api/v1/products', { code: 'invalid_request' })
    expect((await store.get('/search?cursor=bad')).status).toBe(404)
  })
})

describe('product', () => {
  test('shows name, price, pictures and the way into the cart', async () => {
    const { html } = await store.get(`/products/${slug(0)}`)
    expect(textOf(html, 'product-name')).toBe('کفش پیاده‌روی')
    expect(textOf(html, 'product-price')).toBe('۱٬۲۵۰٬۰۰۰٫۵ تومان')
    expect(shownValue(html, 'product-price')).toBe('12500005')
    expect(html).toContain('width="1200" height="900"')
    expect(shownValue(html, 'variantId')).toBe(store.core.state.products[0]?.variants[0]?.id)
    expect(textOf(html, 'add-to-cart')).toBe('افزودن به سبد خرید')
    expect(html).toContain('تنها ۳ عدد مانده است')
  })

  test('offers each variant, the sold-out ones disabled, the first available one chosen', async () => {
    const shirt = product('پیراهن', [
      { value: 'قرمز', price: 2_000_000, available: 0 },
      { value: 'آبی', price: 2_500_000, available: 5 },
      { value: 'سبز', price: 3_000_000, available: 10 },
    ])
    store.core.state.products = [shirt]
    const { html } = await store.get(`/products/${slug(0)}`)
    const radios = [...html.matchAll(/<input type="radio"[^>]*>/g)].map(([tag]) => tag)
    expect(radios.map((tag) => tag.includes('disabled'))).toEqual([true, false, false])
    expect(radios.map((tag) => tag.includes('checked'))).toEqual([false, true, false])
    for (const variant of shirt.variants) expect(has(html, `variant-${variant.id}`)).toBe(true)
    expect(textOf(html, 'product-price')).toBe('۲۵۰٬۰۰۰ تومان')
    expect(textOf(html, 'product-price-to')).toBe('۳۰۰٬۰۰۰ تومان')
  })

  test('that is sold out cannot be put into the cart', async () => {
    const { html } = await store.get(`/products/${slug(1)}`)
    expect(html).toMatch(/<button[^>]*disabled[^>]*data-testid="add-to-cart"[^>]*>ناموجود/)
  })

  test('tells search engines the price in Rial', async () => {
    const { html } = await store.get(`/products/${slug(0)}`)
    const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)?.[1] ?? '{}')
    expect(data).toEqual({
      '@context': 'https://schema.org',
      '@type': 'Product',
      name: 'کفش پیاده‌روی',
      url: `https://shop.test/products/${slug(0)}`,
      description: 'سبک و راحت',
      image: ['https://shop.test/media/a-1200.webp', 'https://shop.test/media/b-1200.webp'],
      category: 'کفش',
      offers: {
        '@type': 'Offer',
        price: 12_500_005,
        url: `https://shop.test/products/${slug(0)}`,
        availability: 'https://schema.org/InStock',
        priceCurrency: 'IRR',
      },
    })
    expect(html).toContain('<meta name="description" content="سبک و راحت"')
  })

  test('cannot break out of the page by its name, options or description', async () => {
    store.core.state.products = [
      product(MALICIOUS, [{ value: MALICIOUS, price: 10, available: 1 }], { description: MALICIOUS, slug: 'evil' }),
    ]
    for (const path of ['/products/evil', '/', '/search']) {
      const { html } = await store.get(path)
      expect(html).toContain('alert(1)')
      expect(html).not.toContain('<script>alert')
      expect(html).not.toContain('<img src=x')
      expect(html.match(/<\/script>/g)?.length ?? 0).toBe(html.match(/<script/g)?.length ?? 0)
    }
  })
})

describe('errors', () => {
  test('an unknown address is a Persian 404', async () => {
    const { status, html } = await store.get('/nowhere')
    expect(status).toBe(404)
    expect(html).toContain('این صفحه پیدا نشد')
  })

  test('a core that fails is a 503 with the request id, and nothing of the failure shows', async () => {
    store.core.state.refusals.set('GET /api/v1/categories', 'broken')
    const { status, html } = await store.get('/', { 'x-request-id': 'req-77' })
    expect(status).toBe(503)
    expect(has(html, 'server-error')).toBe(true)
    expect(html).toContain('req-77'.replace(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'.charAt(Number(digit))))
    expect(html).not.toContain('boom')
    expect(html).not.toContain('CoreUnavailable')
  })

  test('an answer that breaks the contract is not shown', async () => {
    store.core.state.products = [{ ...product('x', [{ price: 1, available: 1 }]), name: 7 as unknown as string }]
    expect((await store.get('/products/x')).status).toBe(503)
  })

  test('the visitor is passed on to the core as they came', async () => {
    await store.get('/', {
      authorization: 'Bearer abc',
      cookie: 'a=b',
      'x-request-id': 'req-1',
      'x-forwarded-for': '5.5.5.5',
    })
    expect(store.core.state.seen[0]?.headers).toMatchObject({
      authorization: 'Bearer abc',
      cookie: 'a=b',
      'x-request-id': 'req-1',
      'x-forwarded-for': '5.5.5.5',
    })
  })
})
