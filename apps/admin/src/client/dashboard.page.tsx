import { useQuery } from '@tanstack/react-query'
import { Form, Link, Navigate, useSearchParams } from 'react-router'
import { isLoggedOut } from './api.ts'
import { OrdersPanel } from './orders/orders-panel.tsx'
import { issueGroupsQuery, ordersQuery, syncQuery } from './queries.ts'
import { SyncPanel } from './sync/sync-panel.tsx'
import { Failure } from './views.tsx'

/** Orders and the state of the exchange with the books, read again every three seconds. */
export function DashboardPage() {
  const [parameters] = useSearchParams()
  const cursor = parameters.get('cursor')
  const orders = useQuery(ordersQuery(cursor))
  const sync = useQuery(syncQuery)
  const issues = useQuery(issueGroupsQuery)
  if (isLoggedOut(orders.error) || isLoggedOut(sync.error)) return <Navigate to="/login" replace />
  return (
    <>
      <header className="header">
        <h1>پنل فروشگاه</h1>
        <nav>
          <Link to="/products/new" data-testid="new-product">
            کالای تازه
          </Link>
          <Link to="/stock">توضیح موجودی</Link>
          <a href="/">دیدن فروشگاه</a>
          <Form method="post" action="/logout">
            <button type="submit" className="button button-quiet" data-testid="staff-logout">
              خروج
            </button>
          </Form>
        </nav>
      </header>
      <main className="page">
        <Failure error={orders.error ?? sync.error ?? issues.error} />
        <OrdersPanel page={orders.data} cursor={cursor} />
        <SyncPanel sync={sync.data} issues={issues.data?.groups ?? []} />
      </main>
    </>
  )
}
