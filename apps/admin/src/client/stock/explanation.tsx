import type { StockView } from '@hybrid-store/contracts'
import { formatCount, ORDER_STATE_WORDS } from '@hybrid-store/ui'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Badge, Code, Moment } from '../views.tsx'

/** A sum as one would write it on paper: each part under the figure it belongs to. */
export function Explanation({ stock }: { stock: StockView }) {
  const { variantId, productName, options } = stock
  return (
    <div className="tile" data-testid={`stock-${variantId}`}>
      <h2>
        <bdi>{[productName, ...options.map(({ name, value }) => `${name}: ${value}`)].join('، ')}</bdi>
      </h2>
      <table>
        <tbody>
          <Figure label="موجودی محک" amount={stock.onHand} testId="on-hand" />
          {stock.books.map((figure) => (
            <Part key={figure.locationId} amount={figure.quantity}>
              <bdi>{figure.name ?? figure.locationId}</bdi>، نسخهٔ <Code value={figure.version} />
              {!figure.sells && '، فروخته نمی‌شود'}
            </Part>
          ))}
          <Figure label="فروخته و هنوز در موجودی محک نیامده" amount={0 - stock.pending} testId="pending" />
          {stock.sales.map((sale) => (
            <Part key={sale.orderId} amount={sale.quantity}>
              <Keeper {...sale} />،{' '}
              {sale.invoiceNumber === null ? (
                'هنوز فاکتور ندارد'
              ) : (
                <>
                  فاکتور <Code value={sale.invoiceNumber} />
                </>
              )}
            </Part>
          ))}
          <Figure label="نگه‌داشته برای سفارش‌های پرداخت‌نشده" amount={0 - stock.reserved} testId="reserved" />
          {stock.holds.map((hold) => (
            <Part key={hold.orderId} amount={hold.quantity}>
              <Keeper {...hold} />، تا <Moment at={hold.until} />
            </Part>
          ))}
          <Figure label="موجودی اطمینان" amount={0 - stock.safety} testId="safety" />
          <Figure label="قابل خرید" amount={stock.available} testId="available" />
        </tbody>
      </table>
    </div>
  )
}

function Figure({ label, amount, testId }: { label: string; amount: number; testId: string }) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>
        <data value={amount} data-testid={testId}>
          <bdi>{formatCount(amount)}</bdi>
        </data>
      </td>
    </tr>
  )
}

function Part({ amount, children }: { amount: number; children: ReactNode }) {
  return (
    <tr className="muted">
      <td>{children}</td>
      <td>
        <Code value={amount} />
      </td>
    </tr>
  )
}

function Keeper({ orderId, orderNumber, orderState }: StockView['sales'][number] | StockView['holds'][number]) {
  return (
    <>
      سفارش{' '}
      <Link to={`/sync/records/order/${orderId}`}>
        <Code value={orderNumber ?? orderId} />
      </Link>{' '}
      {orderState && <Badge words={ORDER_STATE_WORDS[orderState]} />}
    </>
  )
}
