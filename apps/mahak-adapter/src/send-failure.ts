import {
  type MahakFailure,
  type MahakFailureCode,
  STATUS_OF_MAHAK_FAILURE,
} from '@hybrid-store/contracts/mahak-adapter'
import type { FastifyReply } from 'fastify'

const TITLES: Readonly<Record<MahakFailureCode, string>> = {
  unauthorized: 'محک نام کاربری یا رمز را نمی‌پذیرد',
  invalid: 'محک این درخواست را نمی‌پذیرد',
  conflict: 'این ردیف در محک تغییر کرده است',
  rate_limited: 'محک درخواست‌ها را محدود کرده است',
  unavailable: 'محک در دسترس نیست',
  timeout: 'محک به‌موقع پاسخ نداد',
  malformed: 'پاسخ محک خوانده نمی‌شود',
  subscription_expired: 'اشتراک محک به پایان رسیده است',
  account_changed: 'حساب محک به پایگاه دیگری منتقل شده است',
}

/** Answers a failed call with problem+json: the failure's own members beside those of RFC 9457. */
export function sendFailure(reply: FastifyReply, failure: MahakFailure): FastifyReply {
  const status = STATUS_OF_MAHAK_FAILURE[failure.code]
  const { message, ...members } = failure
  reply.request.log.warn({ failure: failure.code, sent: failure.sent, detail: message }, 'a call to Mahak failed')
  if (failure.retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(failure.retryAfterMs / 1000))
  return reply
    .code(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send({
      type: `/problems/${failure.code}`,
      title: TITLES[failure.code],
      status,
      detail: message,
      requestId: reply.request.id,
      ...members,
    })
}
