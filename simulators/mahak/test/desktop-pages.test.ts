import { eventually } from '@hybrid-store/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { firstOf, startSimulator, type TestSimulator } from './support/simulator.ts'

let mahak: TestSimulator
beforeAll(async () => {
  mahak = await startSimulator()
})
afterAll(() => mahak.stop())

const page = async (path: string): Promise<string> => (await mahak.call(path)).text()
const submit = (path: string, fields: Record<string, string>) =>
  mahak.call(path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })

test.each(['/', '/products', '/products/new', '/orders', '/ledger'])(
  '%s is a Persian page from right to left without scripts',
  async (path) => {
    const answer = await mahak.call(path)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const text = await answer.text()
    expect(text).toContain('<html lang="fa" dir="rtl">')
    expect(text).not.toMatch(/<script|https?:\/\//)
  },
)

test('goods are found in any spelling: Arabic letters, half spaces, digits of any kind', async () => {
  for (const q of ['تي شرت', 'تی‌شرت', 'تی شرت'])
    expect(await page(`/products?q=${encodeURIComponent(q)}`)).toMatch(/data-testid="product-\d+"/)
  expect(await page(`/products?q=${encodeURIComponent('۱۷')}`)).toContain('data-testid="product-8100017"')
  expect(await page('/products?q=no-such-thing')).toContain('پیدا نشد')
})

test('a variant’s row changes prices and stock, in Persian digits too, and goes back to the page it came from', async () => {
  const list = await page('/products?q=8')
  expect(list).toContain('name="price1"')
  const answer = await submit('/variants/9200002', {
    back: '/products?q=8&page=1',
    price1: '۱۲٬۳۴۵٬۰۰۰',
    price2: '11000000',
    stock1200: '77',
    stock1201: '',
  })
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toMatch(/^\/products\?q=8&page=1&notice=/)
  const detail = (await mahak.rows('ProductDetails')).find((row) => row.ProductDetailId === 9_200_002)
  expect(detail).toMatchObject({ Price1: 12_345_000, Price2: 11_000_000 })
  const stock = (await mahak.rows('ProductDetailStoreAssets')).filter((row) => row.ProductDetailId === 9_200_002)
  expect(stock.find((row) => row.StoreId === 1200)?.Count1).toBe(77)
})

test('a wrong number changes nothing and says so', async () => {
  const before = (await mahak.rows('ProductDetails')).find((row) => row.ProductDetailId === 9_200_003)
  const answer = await submit('/variants/9200003', { price1: 'گران', stock1200: '5' })
  expect(decodeURIComponent(answer.headers.get('location') ?? '')).toContain('چیزی ذخیره نشد')
  expect((await mahak.rows('ProductDetails')).find((row) => row.ProductDetailId === 9_200_003)).toEqual(before)
})

test('a form cannot send the browser to another site', async () => {
  for (const back of ['//evil.test', 'https://evil.test', 'javascript:alert(1)']) {
    const answer = await submit('/variants/9200003', { back })
    expect(answer.headers.get('location')).toMatch(/^\/products\?/)
  }
})

test('a product of the form gets a variant for each pair of values', async () => {
  const fields = {
    name: 'لیوان بلور',
    category: 'ظرف',
    price1: '۹۰۰٬۰۰۰',
    stock: '4',
    property1: 'رنگ',
    values1: 'آبی، سبز',
    property2: 'سایز',
    values2: 'کوچک,بزرگ',
  }
  const answer = await submit('/products', fields)
  expect(answer.status).toBe(303)
  const text = await page(answer.headers.get('location') ?? '')
  for (const variant of ['آبی، کوچک', 'آبی، بزرگ', 'سبز، کوچک', 'سبز، بزرگ']) expect(text).toContain(variant)
})

test('a product without a name is refused on the form', async () => {
  const answer = await submit('/products', { name: '', category: 'ظرف', price1: '1' })
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain('data-testid="form-error"')
})

test('what clients and accountants write is shown as text, never as HTML', async () => {
  const evil = `<img src=x onerror="alert('1')">&`
  await mahak.post('/products', { name: evil, category: evil, variants: [{ properties: { رنگ: evil }, prices: [10] }] })
  await mahak.save({ people: [{ personClientId: 1, lastName: evil, personGroupId: 98_001 }] })
  await mahak.save({ orders: [{ orderClientId: 1, personClientId: 1, orderType: 201, description: evil }] })
  for (const path of [
    '/products?q=img',
    `/products?q=${encodeURIComponent(evil)}`,
    '/products/new',
    '/orders',
    `/products?notice=${encodeURIComponent(evil)}`,
  ]) {
    const text = await page(path)
    expect(text).not.toContain('<img')
    expect(text).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;')
  }
})

test('an order’s button makes it an invoice, and its number stands on the page', async () => {
  const saved = await mahak.save({ orders: [{ orderClientId: 2, personId: 55_000_001, orderType: 201 }] })
  const id = firstOf(saved.of('Orders')).EntityId
  expect(await page('/orders')).toContain(`data-testid="convert-${id}"`)
  await submit(`/orders/${id}/convert`, {})
  const text = await page('/orders')
  expect(text).not.toContain(`data-testid="convert-${id}"`)
  expect(text).toContain(`data-testid="order-code-${id}"`)
  expect(await page('/ledger')).toContain('Orders')
})

test('a product can be deleted on the page', async () => {
  await submit('/products/8100003/delete', { back: '/products' })
  expect((await mahak.rows('Products')).find((row) => row.ProductId === 8_100_003)?.Deleted).toBe(true)
})

test.each(['/people', '/people/55000001/statement', '/busy-day'])(
  '%s is a Persian page from right to left without scripts',
  async (path) => {
    const text = await page(path)
    expect(text).toContain('<html lang="fa" dir="rtl">')
    expect(text).not.toMatch(/<script|https?:\/\//)
  },
)

test('a person is entered, changed, given to a visitor, deleted and brought back on the page', async () => {
  const fields = { firstName: 'نرگس', lastName: 'رستمی', mobile: '09123334455', personGroupId: '98001' }
  const added = await submit('/people', { ...fields, credit: '۱٬۰۰۰٬۰۰۰', sellPriceLevel: '2' })
  expect(decodeURIComponent(added.headers.get('location') ?? '')).toContain('افزوده شد')
  const person = async () => (await mahak.rows('People')).find((row) => row.LastName === 'رستمی')
  expect(await person()).toMatchObject({ FirstName: 'نرگس', Credit: 1_000_000, SellPriceLevel: 2, Deleted: false })
  const id = (await person())?.PersonId
  expect(await page('/people?q=رستمی')).toContain(`data-testid="save-person-${id}"`)
  await submit(`/people/${id}`, { ...fields, firstName: 'نرگس‌جان', credit: '5', sellPriceLevel: '0' })
  expect(await person()).toMatchObject({ FirstName: 'نرگس‌جان', Credit: 5, SellPriceLevel: 0 })
  await submit(`/people/${id}`, { ...fields, lastName: ' ', credit: '6', sellPriceLevel: '0' })
  expect((await person())?.Credit).toBe(5)
  await submit(`/people/${id}/assign`, { visitor: '40124', assigned: 'yes' })
  expect((await mahak.read({ fromPersonVersion: 0 }, 'seller2')).People?.map((row) => row.PersonId)).toContain(id)
  await submit(`/people/${id}/delete`, {})
  expect((await person())?.Deleted).toBe(true)
  await submit(`/people/${id}/restore`, {})
  expect((await person())?.Deleted).toBe(false)
})

test('a product is taken from a visitor, given back, and restored after it was deleted', async () => {
  const links = async () =>
    (await mahak.rows('VisitorProducts'))
      .filter((row) => row.VisitorId === 40_124 && [9_200_001, 9_200_002].includes(Number(row.ProductDetailId)))
      .map((row) => row.Deleted)
  const assign = (assigned: string) => submit('/products/8100001/assign', { visitor: '40124', assigned })
  await assign('no')
  expect(new Set(await links())).toEqual(new Set([true]))
  await assign('yes')
  expect(new Set(await links())).toEqual(new Set([false]))
  await submit('/products/8100004/delete', {})
  expect(await page('/products?q=8100004')).not.toContain('data-testid="delete-8100004"')
  await submit('/products/8100004/restore', {})
  expect((await mahak.rows('Products')).find((row) => row.ProductId === 8_100_004)?.Deleted).toBe(false)
})

test('all prices of a level rise on the page; a wrong percentage changes nothing', async () => {
  const price = async () =>
    Number((await mahak.rows('ProductDetails')).find((row) => row.ProductDetailId === 9_200_010)?.Price3)
  const before = await price()
  await submit('/prices/raise', { level: '3', percent: 'زیاد' })
  expect(await price()).toBe(before)
  await submit('/prices/raise', { level: '3', percent: '۵۰' })
  expect(await price()).toBe(Math.round((before * 1.5) / 1000) * 1000)
})

test('an invoice is returned, a new order made void, and a receipt of no order registered on the page', async () => {
  const saved = await mahak.save({
    orders: [11, 12].map((id) => ({ orderClientId: id, personId: 55_000_001, orderType: 201 })),
    orderDetails: [11, 12].map((id) => ({
      orderDetailClientId: id,
      orderClientId: id,
      productDetailId: 9_200_002,
      price: 1_000,
      count1: 1,
    })),
    receipts: [{ receiptClientId: 13, personId: 55_000_001, cashAmount: 700 }],
  })
  const [sale, other] = saved.of('Orders').map((row) => row.EntityId)
  const receipt = firstOf(saved.of('Receipts')).EntityId
  await submit(`/orders/${sale}/convert`, {})
  expect(await page('/orders')).toContain(`data-testid="return-${sale}"`)
  await submit(`/orders/${sale}/return`, {})
  await submit(`/orders/${other}/cancel`, {})
  expect(await page('/orders')).toContain(`data-testid="register-${receipt}"`)
  await submit(`/receipts/${receipt}/register`, {})
  const orders = await mahak.rows('Orders')
  expect(orders.find((row) => row.ReferenceOrderId === sale)).toMatchObject({ OrderType: 202 })
  expect(orders.find((row) => row.OrderId === other)?.Deleted).toBe(true)
  expect(await page('/orders')).not.toContain(`data-testid="register-${receipt}"`)
  expect(await page('/people/55000001/statement')).toContain('برگشت')
})

test('a busy day and an import are started on the page, and their state stands there', async () => {
  await submit('/busy-day', { seed: '4', seconds: '۰', price: '10' })
  await submit('/import', { products: '۵' })
  await eventually(async () => (await page('/busy-day')).includes('۵ از ۵ کالا'), {
    what: 'the import',
    timeoutMs: 20_000,
  })
  expect(await page('/busy-day')).toContain('data-testid="busy-day-log"')
  const wrong = await submit('/import', { products: 'زیاد' })
  expect(decodeURIComponent(wrong.headers.get('location') ?? '')).toContain('درست نیستند')
  await submit('/busy-day/stop', {})
  await submit('/import/stop', {})
})
