import { sql } from '@hybrid-store/database'
import { toPersianDigits } from '@hybrid-store/kernel'
import { eventually } from '@hybrid-store/test-kit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { idsOf, numberOf, rowsInMahak } from './accountant.ts'
import { brokers } from './brokers.ts'
import { findChromium, openBrowser, openDesk, openPhone } from './browser.ts'
import { readCode } from './buyer.ts'
import { type Goods, goodsWithStock, stockInMahak, variantsInShop } from './goods.ts'
import { inDatabase, type RunningStore, startStore } from './store.ts'

const WITHIN_10_S = { timeoutMs: 10_000, everyMs: 200 }
const MOBILE = '09121234567'
const NEW_PRICE = 4_321_000
const STOCK = 7
const executable = findChromium()
if (!executable) console.warn('skipped: no Chromium is installed (set CHROMIUM_PATH)')

describe.each(brokers())(
  'goods from Mahak are sold in the shop, and the sale is in Mahak’s books ($name)',
  ({ environment, queues, cleanUp }) => {
    let store: RunningStore
    let browser: Browser
    let accountant: Page
    let customer: Page
    let goods: Goods
    let charged = 0

    beforeAll(async () => {
      if (!executable) return
      store = await startStore(environment)
      browser = await openBrowser(executable)
      accountant = await (await openDesk(browser, store.mahakUrl)).newPage()
      customer = await (await openPhone(browser, store.url)).newPage()
    })
    afterAll(async () => {
      await browser?.close()
      await store?.stop()
      await cleanUp()
    })

    test.skipIf(!executable)('the accountant changes a price, and the shop shows it within 10 s', async () => {
      goods = await goodsWithStock(store, { count: STOCK, variants: 2 })
      const [detailId] = goods.detailIds
      await accountant.goto(`/products?q=${encodeURIComponent(goods.name)}`)
      const row = accountant.getByTestId(`variant-${detailId}`)
      for (const input of await row.locator('input[name^="price"]').all()) await input.fill(String(NEW_PRICE))
      await accountant.getByTestId(`save-${detailId}`).click()
      await accountant.getByTestId('notice').waitFor()
      await eventually(
        async () => {
          await customer.goto(goods.path)
          return (await pricesOn(customer)).includes(NEW_PRICE)
        },
        { ...WITHIN_10_S, what: 'the new price to be shown' },
      )
    })

    test.skipIf(!executable)('a customer logs in by code, buys two variants and pays', async () => {
      const variants = customer.locator('input[name="variantId"]:not([disabled])')
      const wanted = [await variants.nth(0).getAttribute('value'), await variants.nth(1).getAttribute('value')]
      for (const variant of wanted) {
        await customer.goto(goods.path)
        await customer.getByTestId(`variant-${variant}`).check()
        await customer.getByTestId('add-to-cart').click()
      }
      await customer.goto('/cart')
      await customer.getByTestId('go-to-checkout').click()
      await logIn(store, customer)
      await fillAddress(customer)
      charged = Number(await customer.getByTestId('checkout-total').getAttribute('value'))
      expect(charged).toBeGreaterThan(NEW_PRICE)
      await customer.getByTestId('checkout-submit').click()
      await customer.waitForURL(/StartPay/)
      await customer.getByTestId('pay').click()
      await customer.waitForURL(/\/orders\/ord_/)
      expect(await customer.getByTestId('order-total').getAttribute('value')).toBe(String(charged))
      await customer.getByTestId('payment-reference').waitFor()
    })

    test.skipIf(!executable)(
      'within 10 s Mahak holds one person and one order whose receipt adds up to the charge, to the Rial',
      async () => {
        const orders = await eventually(
          async () => {
            const found = await rowsInMahak(store, 'Orders')
            return found.length > 0 && found
          },
          { ...WITHIN_10_S, what: 'the order to arrive in Mahak' },
        )
        const ours = (await rowsInMahak(store, 'People')).filter((person) => person.Mobile === MOBILE)
        expect([orders.length, ours.length]).toEqual([1, 1])
        const [order] = orders
        const personId = numberOf(ours[0], 'PersonId')
        expect(order).toMatchObject({ PersonId: personId, OrderCode: 0, OrderType: 201 })
        expect(ours[0]).toMatchObject({ FirstName: 'رضا', LastName: 'نمونه' })
        expect(idsOf(await rowsInMahak(store, 'VisitorPeople'), 'PersonId').filter((id) => id === personId)).toEqual([
          personId,
        ])

        const lines = await rowsInMahak(store, 'OrderDetails')
        expect(lines.map((line) => [line.OrderId, line.Count1, line.ItemType])).toEqual(
          lines.map(() => [order?.OrderId, 1, 1]),
        )
        expect(lines).toHaveLength(2)
        const receipts = await rowsInMahak(store, 'Receipts')
        const cheques = await rowsInMahak(store, 'Cheques')
        expect(receipts.map((receipt) => [receipt.PersonId, receipt.CashAmount])).toEqual([[personId, 0]])
        expect(cheques.map((cheque) => [cheque.ReceiptId, cheque.Type, cheque.Amount])).toEqual([
          [receipts[0]?.ReceiptId, 2, charged],
        ])
        const sum = lines.reduce(
          (total, line) => total + numberOf(line, 'Price') * numberOf(line, 'Count1'),
          numberOf(order, 'SendCost'),
        )
        expect(sum - numberOf(order, 'Discount')).toBe(charged)
      },
    )

    test.skipIf(!executable)(
      'the accountant makes the invoice, and its number stands on the customer’s page',
      async () => {
        await accountant.goto('/orders')
        await accountant.locator('[data-testid^="convert-"]:not([data-testid="convert-all"])').first().click()
        await accountant.locator('[data-testid^="order-code-"]').waitFor()
        const [order] = await rowsInMahak(store, 'Orders')
        const shown = await eventually(
          async () => {
            await customer.reload()
            const number = customer.getByTestId('invoice-number')
            return (await number.count()) > 0 && (await number.getAttribute('value'))
          },
          { ...WITHIN_10_S, what: 'the invoice number to be shown' },
        )
        expect(shown).toBe(String(numberOf(order, 'OrderCode')))
      },
    )

    test.skipIf(!executable)('Mahak’s stock and the shop’s agree', async () => {
      for (const detailId of goods.detailIds) expect(await stockInMahak(store, detailId)).toBe(STOCK - 1)
      const product = await eventually(
        async () => {
          const counters = await stockCounters(store, goods.variantIds)
          return counters.length === 2 && counters.every(({ pending }) => pending === 0) && counters
        },
        { ...WITHIN_10_S, what: 'both sales to be part of Mahak’s figure' },
      )
      expect(product).toEqual([1, 2].map(() => ({ on_hand: STOCK - 1, pending: 0, reserved: 0 })))
      expect((await variantsInShop(store, goods.slug)).map(({ available }) => available)).toEqual([
        STOCK - 1,
        STOCK - 1,
      ])
    })

    if (queues)
      test.skipIf(!executable)('the messages went over RabbitMQ', async () => {
        const names = [
          'order_sync_request',
          'customer_sync_request',
          'catalog_sync_request',
          'inventory_sync_request',
          'pull_sync_request',
          'sync_dlq',
        ]
        expect(await queues(names)).toEqual(names)
      })
  },
)

const stockCounters = (store: RunningStore, variantIds: readonly string[]) =>
  inDatabase(store, (db) =>
    db.rows<{ on_hand: number; pending: number; reserved: number }>(sql`
      select on_hand, pending, reserved from inventory.level where variant_id = any(${variantIds}::text[])`),
  )

const pricesOn = async (page: Page): Promise<number[]> =>
  Promise.all((await page.locator('data.money').all()).map(async (price) => Number(await price.getAttribute('value'))))

async function logIn(store: RunningStore, page: Page): Promise<void> {
  await page.getByTestId('login-mobile').fill('۰۹۱۲ ۱۲۳ ۴۵۶۷')
  await page.getByTestId('login-send').click()
  const code = await eventually(() => readCode(store, MOBILE), { what: 'the code to arrive by SMS' })
  await page.getByTestId('login-code').fill(toPersianDigits(code))
  await page.getByTestId('login-submit').click()
}

async function fillAddress(page: Page): Promise<void> {
  await page.getByTestId('address-receiverName').fill('رضا نمونه')
  await page.getByTestId('address-mobile').fill(MOBILE)
  await page.getByTestId('address-province').selectOption('تهران')
  await page.getByTestId('address-city').fill('تهران')
  await page.getByTestId('address-address').fill('خیابان نمونه، پلاک ۱')
  await page.getByTestId('address-postalCode').fill('۱۲۳۴۵۶۷۸۹۱')
}
