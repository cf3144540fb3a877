import type { UploadDeps } from '../../store/upload.ts'
import { listOrderIds } from '../desktop.repository.ts'
import { type ConvertError, type ConvertedOrder, convertOrder } from './convert-order.ts'

export interface ConvertedOrders {
  converted: ConvertedOrder[]
  refused: { orderId: number; code: ConvertError['code'] }[]
}

/** Converts these orders one by one, the oldest first; an order that is refused does not hold up the others. */
export async function convertOrders(deps: UploadDeps, orderIds: readonly number[]): Promise<ConvertedOrders> {
  const result: ConvertedOrders = { converted: [], refused: [] }
  for (const orderId of orderIds) {
    const outcome = await convertOrder(deps, orderId)
    if (outcome.ok) result.converted.push(outcome.value)
    else result.refused.push({ orderId, code: outcome.error.code })
  }
  return result
}

const MANY = 100_000

/** Converts all that wait. */
export const convertAllOrders = async (deps: UploadDeps): Promise<ConvertedOrders> =>
  convertOrders(deps, await listOrderIds(deps.db, { open: true, limit: MANY, offset: 0 }))
