import type { OrderView } from '@hybrid-store/contracts'
import { BOOKS_STATE_WORDS } from '@hybrid-store/ui'
import type { VNode } from 'preact'
import { Badge, Code } from '../../views/texts.tsx'

/** How far the order has come in the shop's accounting. One that is not sold never gets there. */
export function OrderBooks({ order }: { order: OrderView }): VNode | null {
  if (order.state !== 'paid' && order.state !== 'placed') return null
  return (
    <section class="panel">
      <h2>فاکتور</h2>
      <dl class="facts">
        <dt>وضعیت</dt>
        <dd>
          <Badge words={BOOKS_STATE_WORDS[order.booksState]} testId="books-state" />
        </dd>
        {order.invoiceNumber !== null && (
          <>
            <dt>شمارهٔ فاکتور</dt>
            <dd>
              <Code value={order.invoiceNumber} testId="invoice-number" />
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}
