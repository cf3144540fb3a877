import { type ActionFunctionArgs, createBrowserRouter, type LoaderFunctionArgs, redirect } from 'react-router'
import { ApiError, isLoggedOut, logIn, logOut } from './api.ts'
import { BrokenPage } from './broken.page.tsx'
import { DashboardPage } from './dashboard.page.tsx'
import { LoginPage } from './login.page.tsx'
import { NewProductPage } from './products/new-product.page.tsx'
import { ProductPage } from './products/product.page.tsx'
import { ordersQuery, queryClient } from './queries.ts'
import { StockPage } from './stock/stock.page.tsx'
import { DriftPage } from './sync/drift.page.tsx'
import { IssuesPage } from './sync/issues.page.tsx'
import { RecordPage } from './sync/record.page.tsx'

/** The addresses below /admin/: the overview, goods, what needs a person, the login and the way out. */
export const createRouter = () =>
  createBrowserRouter(
    [
      {
        path: '/',
        loader: openDashboard,
        Component: DashboardPage,
        ErrorBoundary: BrokenPage,
        HydrateFallback: Waiting,
      },
      { path: '/sync/drift', Component: DriftPage, ErrorBoundary: BrokenPage },
      { path: '/sync/issues', Component: IssuesPage, ErrorBoundary: BrokenPage },
      { path: '/sync/records/:entity/:recordId', Component: RecordPage, ErrorBoundary: BrokenPage },
      { path: '/products/new', Component: NewProductPage, ErrorBoundary: BrokenPage },
      { path: '/products/:productId', Component: ProductPage, ErrorBoundary: BrokenPage },
      { path: '/stock', Component: StockPage, ErrorBoundary: BrokenPage },
      { path: '/login', action: submitLogin, Component: LoginPage },
      { path: '/logout', action: submitLogout, loader: () => redirect('/') },
      { path: '*', loader: () => redirect('/') },
    ],
    { basename: '/admin' },
  )

const Waiting = () => <p className="waiting">در حال باز شدن…</p>

/** The first page of orders is fetched before anything shows: it tells whether someone is logged in. */
async function openDashboard({ request }: LoaderFunctionArgs) {
  const cursor = new URL(request.url).searchParams.get('cursor')
  try {
    await queryClient.fetchQuery(ordersQuery(cursor))
    return null
  } catch (error) {
    if (isLoggedOut(error)) return redirect('/login')
    throw error
  }
}

async function submitLogin({ request }: ActionFunctionArgs) {
  const form = await request.formData()
  try {
    await logIn({ username: String(form.get('username')), password: String(form.get('password')) })
  } catch (error) {
    if (error instanceof ApiError) return { refusal: error.message }
    throw error
  }
  return redirect('/')
}

async function submitLogout() {
  await logOut()
  queryClient.clear()
  return redirect('/login')
}
