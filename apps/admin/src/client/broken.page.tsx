import { useRouteError } from 'react-router'
import { ApiError } from './api.ts'

export function BrokenPage() {
  const error = useRouteError()
  return (
    <main className="login">
      <div className="panel login-form" role="alert" data-testid="broken">
        <h1>{error instanceof ApiError ? error.message : 'این صفحه باز نشد'}</h1>
        <p className="muted">لطفاً چند لحظه دیگر صفحه را دوباره باز کنید.</p>
        <a className="button" href="/admin/">
          دوباره
        </a>
      </div>
    </main>
  )
}
