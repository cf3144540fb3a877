import { type Answer, problemAnswer } from '../../shared/idempotent.ts'
import type { PayRefusal, PlaceRefusal } from './checkout-refusal.ts'
import type { Unavailable } from './redirect-to-gateway.ts'

const PAYMENT_UNKNOWN = 'نتیجهٔ پرداخت پیشین هنوز روشن نیست؛ چند دقیقهٔ دیگر دوباره ببینید.'

/** A refusal as clients are told of it. */
export function refusalAnswer(refusal: PlaceRefusal | PayRefusal | Unavailable): Answer {
  if (refusal.code === 'unknown_shipping_method')
    return problemAnswer({
      code: 'invalid_request',
      errors: [{ field: 'body.shippingMethodId', message: 'این روش ارسال اکنون در دسترس نیست' }],
    })
  if (refusal.code === 'order_not_payable') {
    const { because, ...members } = refusal
    const waiting = because === 'payment_unknown'
    return { ...problemAnswer({ ...members, detail: waiting ? PAYMENT_UNKNOWN : undefined }), transient: waiting }
  }
  return { ...problemAnswer({ ...refusal }), transient: refusal.code === 'request_in_progress' }
}
