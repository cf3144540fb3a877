import { type Rial, rial } from '@hybrid-store/kernel'
import type { OrderRecord } from './orders.repository.ts'

/** What is still to be paid when the order is delivered, in Rial: all but what came back. Null when nothing is. */
export const dueOnDelivery = (order: Pick<OrderRecord, 'state' | 'total' | 'returnedTotal'>): Rial | null =>
  order.state === 'placed' && order.total > order.returnedTotal ? rial(order.total - order.returnedTotal) : null
