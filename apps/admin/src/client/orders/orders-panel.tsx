import type { AdminOrderRow } from '@hybrid-store/contracts'
import { Link } from 'react-router'
import { OrderRow } from './order-row.tsx'

interface Props {
  page: { items: AdminOrderRow[]; nextCursor: string | null } | undefined
  cursor: string | null
}

export function OrdersPanel({ page, cursor }: Props) {
  return (
    <section className="panel" aria-labelledby="orders">
      <h2 id="orders">سفارش‌ها</h2>
      {page?.items.length === 0 ? (
        <p className="empty">هنوز سفارشی نیست.</p>
      ) : (
        <div className="scroll">
          <table data-testid="orders-table">
            <thead>
              <tr>
                <th>شماره</th>
                <th>زمان</th>
                <th>مشتری</th>
                <th>مبلغ</th>
                <th>سفارش</th>
                <th>حسابداری</th>
                <th>فاکتور</th>
              </tr>
            </thead>
            <tbody>
              {page?.items.map((order) => (
                <OrderRow key={order.id} order={order} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Paging cursor={cursor} nextCursor={page?.nextCursor ?? null} />
    </section>
  )
}

function Paging({ cursor, nextCursor }: { cursor: string | null; nextCursor: string | null }) {
  if (!cursor && !nextCursor) return null
  return (
    <nav className="paging" aria-label="صفحه‌ها">
      {cursor && (
        <Link className="button button-quiet" to="/">
          تازه‌ترین‌ها
        </Link>
      )}
      {nextCursor && (
        <Link className="button button-quiet" to={`/?cursor=${encodeURIComponent(nextCursor)}`} data-testid="next-page">
          بعدی
        </Link>
      )}
    </nav>
  )
}
