import { useQuery } from '@tanstack/react-query'
import { Form, Navigate, useSearchParams } from 'react-router'
import { isLoggedOut } from '../api.ts'
import { stockOfQuery } from '../queries.ts'
import { SubPage } from '../sync/sub-page.tsx'
import { Failure } from '../views.tsx'
import { Explanation } from './explanation.tsx'

/** Where the stock of a variant comes from, by its id or barcode. */
export function StockPage() {
  const [parameters] = useSearchParams()
  const variant = parameters.get('variant')?.trim() ?? ''
  const { data, error } = useQuery(stockOfQuery(variant))
  if (isLoggedOut(error)) return <Navigate to="/login" replace />
  return (
    <SubPage title="توضیح موجودی">
      <Form method="get" className="ask">
        <label>
          <span>بارکد یا شناسهٔ تنوع</span>
          <input name="variant" required maxLength={100} dir="ltr" defaultValue={variant} data-testid="stock-variant" />
        </label>
        <button type="submit" className="button" data-testid="stock-ask">
          نمایش
        </button>
      </Form>
      <Failure error={error} />
      {data?.items.length === 0 && <p className="empty">کالایی با این بارکد یا شناسه نیست.</p>}
      {data?.items.map((stock) => (
        <Explanation key={stock.variantId} stock={stock} />
      ))}
    </SubPage>
  )
}
