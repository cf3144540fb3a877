import { addressLane } from './address-lane.ts'
import { collectionLane } from './collection-lane.ts'
import { customerLane } from './customer-lane.ts'
import { galleryLane } from './gallery-lane.ts'
import type { Lane } from './lane.ts'
import { orderLane } from './order-lane.ts'
import { pictureLane } from './picture-lane.ts'
import { productLane } from './product-lane.ts'
import { refundLane } from './refund-lane.ts'
import { returnLane } from './return-lane.ts'

/** Everything that is pushed, by the queue whose doorbells it is sent for, parents before what hangs on them. */
export const LANES = {
  customer: [customerLane, addressLane],
  order: [orderLane, returnLane, collectionLane, refundLane],
  product: [productLane, pictureLane, galleryLane],
} as const satisfies Record<string, readonly Lane[]>
