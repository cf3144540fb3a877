import type { AdminOrderRow } from '@hybrid-store/contracts'
import { BOOKS_STATE_WORDS, formatCount, formatMobile, ORDER_STATE_WORDS } from '@hybrid-store/ui'
import { Badge, Code, Moment, Money } from '../views.tsx'

export function OrderRow({ order }: { order: AdminOrderRow }) {
  return (
    <tr data-testid={`order-${order.number}`}>
      <td>
        <Code value={order.number} testId="order-number" />
      </td>
      <td>
        <Moment at={order.placedAt} />
      </td>
      <td>
        <bdi>{order.receiverName}</bdi>
        <small className="muted" dir="ltr">
          {formatMobile(order.customerMobile)}
        </small>
      </td>
      <td>
        <Money amount={order.total} />
        <small className="muted">{formatCount(order.itemCount)} کالا</small>
      </td>
      <td>
        <Badge words={ORDER_STATE_WORDS[order.state]} testId="order-state" />
      </td>
      <td>{order.state === 'paid' && <Badge words={BOOKS_STATE_WORDS[order.booksState]} testId="books-state" />}</td>
      <td>{order.invoiceNumber !== null && <Code value={order.invoiceNumber} testId="invoice-number" />}</td>
    </tr>
  )
}
