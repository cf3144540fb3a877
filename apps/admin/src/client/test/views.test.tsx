import type {
  AdminOrderRow,
  StockView,
  SyncDriftPage,
  SyncIssueGroups,
  SyncPlanView,
  SyncRecordView,
  SyncStateView,
} from '@hybrid-store/contracts'
import { newId } from '@hybrid-store/kernel'
import { QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { MemoryRouter } from 'react-router'
import { describe, expect, test } from 'vitest'
import { OrdersPanel } from '../orders/orders-panel.tsx'
import { queryClient } from '../queries.ts'
import { Explanation } from '../stock/explanation.tsx'
import { Drift } from '../sync/drift.page.tsx'
import { Exchanges } from '../sync/exchanges.tsx'
import { PlanFigures } from '../sync/plan.tsx'
import { SyncPanel } from '../sync/sync-panel.tsx'
import { entityName, fieldName, formatAge, queueState } from '../sync/words.ts'

const order = (rest: Partial<AdminOrderRow> = {}): AdminOrderRow => ({
  id: newId('ord'),
  number: 1024,
  state: 'paid',
  paymentMethod: 'gateway',
  dueOnDelivery: null,
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
  readings: [],
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

  test('a reading of everything shows its rows, its speed and the time left until it is done', () => {
    const reading = {
      entity: 'Products',
      group: 'catalog',
      state: 'applying' as const,
      received: 9_000,
      expected: 9_000,
      applied: 4_000,
      pending: 5_000,
      rowsPerSecond: 1_250,
      secondsLeft: 125,
      startedAt: '2026-11-23T08:30:00.000Z',
      updatedAt: '2026-11-23T08:31:00.000Z',
    }
    const first = { ...reading, entity: 'Stores', state: 'reading' as const, expected: null, secondsLeft: null }
    const html = syncHtml({ ...sync, readings: [reading, first] })
    for (const text of ['در حال ثبت در فروشگاه', '۴٬۰۰۰ از ۹٬۰۰۰', '۱٬۲۵۰ در ثانیه', '۲ دقیقه', '>۹٬۰۰۰<', 'نامعلوم'])
      expect(html).toContain(text)
    expect(syncHtml({ ...sync, readings: [{ ...reading, state: 'done' }] })).not.toContain(
      'data-testid="sync-readings"',
    )
  })

  test('an installation that has not yet reached Mahak says so', () => {
    const html = syncHtml({ account: null, pulls: [], readings: [], waiting: [], uncertain: 0, issues: [] })
    expect(html).toContain('هنوز به محک وصل نشده‌ایم')
    expect(html).toContain('چیزی در صف نیست')
    expect(html).not.toContain('data-testid="sync-issues"')
  })

  test('an expired subscription is told', () => {
    const account = sync.account && { ...sync.account, creditDay: -2 }
    expect(syncHtml({ ...sync, account })).toContain('اشتراک محک پایان یافته است')
  })
})

describe('stock', () => {
  const stock: StockView = {
    variantId: newId('var'),
    productName: 'شلوار <b>مردانه</b>',
    options: [{ name: 'رنگ', value: 'مشکی' }],
    books: [{ locationId: newId('loc'), name: 'انبار', sells: true, quantity: 12.5, version: 4_300_000_007 }],
    onHand: 12,
    sales: [
      {
        orderId: newId('ord'),
        orderNumber: 1024,
        orderState: 'paid',
        quantity: 3,
        invoiceNumber: null,
        confirmedAt: null,
      },
    ],
    pending: 3,
    holds: [
      {
        orderId: newId('ord'),
        orderNumber: 1025,
        orderState: 'pending_payment',
        quantity: 2,
        until: '2026-11-23T08:30:00.000Z',
      },
    ],
    reserved: 2,
    safety: 1,
    available: 6,
  }
  const html = renderToStaticMarkup(
    <MemoryRouter>
      <Explanation stock={stock} />
    </MemoryRouter>,
  )

  test('every part stands under its figure, and the orders lead to their records', () => {
    const figures = [...html.matchAll(/<data value="(-?\d+)" data-testid="([a-z-]+)"/g)].map(([, value, name]) => [
      name,
      value,
    ])
    expect(figures).toEqual([
      ['on-hand', '12'],
      ['pending', '-3'],
      ['reserved', '-2'],
      ['safety', '-1'],
      ['available', '6'],
    ])
    for (const keeper of [...stock.sales, ...stock.holds])
      expect(html).toContain(`/sync/records/order/${keeper.orderId}`)
    expect(html).toContain('value="12.5"')
    expect(html).not.toContain('<b>مردانه</b>')
  })
})

describe('exchanges', () => {
  const exchange: SyncRecordView['exchanges'][number] = {
    attemptId: 12,
    run: 'worker-1/run',
    correlationId: 'click-7',
    changedAt: '2026-11-23T08:30:00.000Z',
    claimedAt: '2026-11-23T08:30:01.000Z',
    sentAt: '2026-11-23T08:30:02.000Z',
    answeredAt: null,
    outcome: null,
    failure: null,
    sent: { Orders: [{ SendCost: 500_000 }] },
    answer: null,
  }
  const record = {
    entity: 'order',
    recordId: 'ord_1',
    waiting: null,
    link: null,
    issues: [],
    exchanges: [exchange],
    audit: [],
  }

  test('a call shows the click it was made for, and what was sent, answered and holds now side by side', () => {
    const html = renderToStaticMarkup(<Exchanges record={record} />)
    expect(html).toContain('value="click-7"')
    expect(html).toContain('بی‌پاسخ')
    expect([...html.matchAll(/<h3>([^<]+)</g)].map(([, title]) => title)).toEqual([
      'فرستاده شد',
      'پاسخ محک',
      'وضع کنونی',
    ])
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

describe('drift', () => {
  const row: SyncDriftPage['items'][number] = {
    id: 7,
    entity: 'Products',
    recordId: '8100001',
    localId: null,
    class: 'differs',
    field: 'name',
    here: 'دیگر <b>',
    there: 'شلوار',
    repair: 'apply',
    firstSeen: '2026-11-23T08:30:00.000Z',
    lastSeen: '2026-11-23T08:30:00.000Z',
    repairedAt: null,
  }
  const report: SyncDriftPage['report'] = {
    id: 3,
    startedAt: '2026-11-23T08:30:00.000Z',
    finishedAt: '2026-11-23T08:31:00.000Z',
    read: { Products: 1_200, Stores: 34 },
    notRead: [],
    lateRows: 2,
    counts: [{ entity: 'Products', class: 'differs', count: 1 }],
  }
  const drift = (page: SyncDriftPage) =>
    renderToStaticMarkup(
      <QueryClientProvider client={queryClient}>
        <MemoryRouter>
          <Drift page={page} />
        </MemoryRouter>
      </QueryClientProvider>,
    )

  test('shows what was read, what differs with both values escaped, and the ways out', () => {
    const html = drift({ report, items: [row], nextCursor: '7' })
    for (const text of ['۱٬۲۳۴ ردیف', '۲ ردیف', 'دیگر &lt;b&gt;', 'شلوار', 'از محک بگیر', 'رفع همه', 'پرسش از محک'])
      expect(html).toContain(text)
    expect(html).toContain('href="/?cursor=7"')
    expect(html).not.toContain('data-testid="no-drift"')
  })

  test('fields have Persian names, prices with their level', () => {
    expect(['name', 'price10', 'cityId'].map(fieldName)).toEqual(['نام', 'قیمت ۱۰', 'cityId'])
  })

  test('a repair that was asked for is not offered again', () => {
    const html = drift({ report, items: [{ ...row, repairedAt: '2026-11-23T09:00:00.000Z' }], nextCursor: null })
    expect(html).not.toContain('data-testid="repair-7"')
    expect(html).toContain('خواسته شد')
  })

  test('what could not be read is told, and that nothing differs', () => {
    const html = drift({ report: { ...report, notRead: ['people'], counts: [] }, items: [], nextCursor: null })
    expect(html).toContain('people')
    expect(html).toContain('data-testid="no-drift"')
    expect(drift({ report: null, items: [], nextCursor: null })).toContain('هنوز هیچ مقایسهٔ کاملی')
  })

  test('a plan shows what would change, what to compare and what to know before', () => {
    const plan: SyncPlanView = {
      id: 1,
      askedAt: '2026-11-23T08:30:00.000Z',
      finishedAt: '2026-11-23T08:31:00.000Z',
      failure: null,
      changes: [{ entity: 'Products', action: 'delete', count: 3 }],
      sends: [{ entity: 'Orders', count: 2 }],
      calls: 1,
      conflicts: 0,
      warnings: ['زیاد <b>'],
      zeroPrices: 4,
      prices: [{ name: 'شلوار', price: 9_000_000 }],
      entries: [{ entity: 'Products', recordId: '81', action: 'delete', diff: {} }],
    }
    const html = renderToStaticMarkup(<PlanFigures plan={plan} />)
    for (const text of [
      '۳ ردیف از کالاها',
      '۲ ردیف از سفارش',
      '۱ تماس',
      '۴ تنوع',
      '۹۰۰٬۰۰۰ تومان',
      'زیاد &lt;b&gt;',
      'delete Products 81',
    ])
      expect(html).toContain(text)
  })
})
