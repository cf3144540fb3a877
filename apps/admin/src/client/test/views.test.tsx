import type { AdminOrderRow, SyncIssueGroups, SyncStateView } from '@hybrid-store/contracts'
import { newId } from '@hybrid-store/kernel'
import { QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { MemoryRouter } from 'react-router'
import { describe, expect, test } from 'vitest'
import { OrdersPanel } from '../orders/orders-panel.tsx'
import { queryClient } from '../queries.ts'
import { SyncPanel } from '../sync/sync-panel.tsx'
import { entityName, formatAge, queueState } from '../sync/words.ts'

const order = (rest: Partial<AdminOrderRow> = {}): AdminOrderRow => ({
  id: newId('ord'),
  number: 1024,
  state: 'paid',
  total: 12_345_670,
  placedAt: '2026-11-23T08:30:00.000Z',
  paidAt: '2026-11-23T08:31:00.000Z',
  booksState: 'accepted',
  invoiceNumber: null,
  customerMobile: '+989121234567',
  receiverName: 'مریم <b>رضایی</b>',
  itemCount: 3,
  ...rest,
})

const sync: SyncStateView = {
  account: {
    visitorId: 11,
    databaseId: 22,
    title: 'فروشگاه نمونه',
    creditDay: 9,
    checkedAt: '2026-11-23T08:30:00.000Z',
  },
  pulls: [{ entity: 'Products', safeVersion: 100, seenVersion: 120, lastPullAt: null, rowsTotal: 1_234 }],
  waiting: [{ entity: 'order', state: 'dirty', count: 2, oldestMs: 65_000 }],
  uncertain: 1,
  issues: [],
}

const orders = (items: AdminOrderRow[], nextCursor: string | null = null, cursor: string | null = null) =>
  renderToStaticMarkup(
    <MemoryRouter>
      <OrdersPanel page={{ items, nextCursor }} cursor={cursor} />
    </MemoryRouter>,
  )

const kind = {
  entity: 'order',
  code: 'no_payment',
  field: '',
  message: 'پرداخت <b>ندارد</b>',
  records: 3,
  count: 4,
  firstAt: '2026-11-23T08:30:00.000Z',
  lastAt: '2026-11-23T08:31:00.000Z',
}

const syncHtml = (state: SyncStateView, issues: SyncIssueGroups['groups'] = []) =>
  renderToStaticMarkup(
    <QueryClientProvider client={queryClient}>
      <MemoryRouter>
        <SyncPanel sync={state} issues={issues} />
      </MemoryRouter>
    </QueryClientProvider>,
  )

describe('orders', () => {
  test('show number, customer, sum in Toman, states and Jalali time, all text escaped', () => {
    const html = orders([order()])
    for (const text of ['۱۰۲۴', '۰۹۱۲۱۲۳۴۵۶۷', '۱٬۲۳۴٬۵۶۷ تومان', 'پرداخت‌شده', '۲ آذر ۱۴۰۵، ۱۲:۰۰', '۳ کالا'])
      expect(html).toContain(text)
    expect(html).toContain('مریم &lt;b&gt;رضایی')
    expect(html).not.toContain('data-testid="invoice-number"')
  })

  test('show the invoice number once there is one', () => {
    expect(orders([order({ booksState: 'confirmed', invoiceNumber: 88_213 })])).toContain('۸۸۲۱۳')
  })

  test('an unpaid order has no standing in the books', () => {
    expect(orders([order({ state: 'pending_payment' })])).not.toContain('data-testid="books-state"')
  })

  test('are paged by cursor', () => {
    const html = orders([order()], 'a+b', 'x')
    expect(html).toContain('href="/?cursor=a%2Bb"')
    expect(html).toContain('تازه‌ترین‌ها')
  })

  test('none at all is said in words', () => {
    expect(orders([])).toContain('هنوز سفارشی نیست')
  })
})

describe('sync', () => {
  test('shows the account, the versions, what waits and what is uncertain', () => {
    const html = syncHtml(sync)
    for (const text of ['فروشگاه نمونه', '۹ روز از اشتراک مانده', '۱٬۲۳۴', '۱۲۰', '۲ سفارش', '۱ دقیقه'])
      expect(html).toContain(text)
    expect(html).toContain('data-testid="sync-uncertain"')
    expect(html).toContain('data-testid="sync-now"')
  })

  test('what needs a person is shown by kind, escaped, with the way to each record', () => {
    const html = syncHtml(sync, [kind])
    for (const text of [
      '۳ سفارش',
      'پرداخت &lt;b&gt;ندارد',
      'تلاش دوبارهٔ همه',
      '/sync/issues?entity=order&amp;code=no_payment',
    ])
      expect(html).toContain(text)
  })

  test('an installation that has not yet reached Mahak says so', () => {
    const html = syncHtml({ account: null, pulls: [], waiting: [], uncertain: 0, issues: [] })
    expect(html).toContain('هنوز به محک وصل نشده‌ایم')
    expect(html).toContain('چیزی در صف نیست')
    expect(html).not.toContain('data-testid="sync-issues"')
  })

  test('an expired subscription is told', () => {
    const account = sync.account && { ...sync.account, creditDay: -2 }
    expect(syncHtml({ ...sync, account })).toContain('اشتراک محک پایان یافته است')
  })
})

describe('words', () => {
  test('kinds of records have Persian names, others keep their own', () => {
    expect([entityName('order'), entityName('ProductDetails'), entityName('Zebras')]).toEqual([
      'سفارش',
      'تنوع کالاها',
      'Zebras',
    ])
  })

  test('unknown queue states are shown as they are', () => {
    expect(queueState('odd')).toEqual({ label: 'odd', tone: 'neutral' })
  })

  test.each([
    [-5, '۰ ثانیه'],
    [59_999, '۵۹ ثانیه'],
    [60_000, '۱ دقیقه'],
    [3_600_000, '۱ ساعت'],
    [172_800_000, '۲ روز'],
  ])('%d ms is «%s»', (ms, text) => {
    expect(formatAge(ms)).toBe(text)
  })
})
