import type { FastifyReply } from 'fastify'

/** A missing or expired token: a lower-case key and no Result (§1.4). */
export const UNAUTHORIZED = { message: 'Unauthorized' }

/** Business failures come with status 200, Result false and a Persian text (§1.4). The codes are our own guess. */
export const REFUSALS = {
  wrongPassword: { Result: false, Code: 1001, Message: 'نام کاربری یا رمز عبور اشتباه است' },
  expired: { Result: false, Code: 1003, Message: 'اعتبار سرویس شما به پایان رسیده است' },
  otherDatabase: { Result: false, Message: 'شناسه پایگاه داده با حساب شما یکی نیست' },
  unknownEntity: { Result: false, Message: 'نام موجودیت شناخته نیست' },
  rowNotFound: { Result: false, Message: 'رکورد مورد نظر یافت نشد' },
  noFile: { Result: false, Message: 'فایلی ارسال نشده است' },
  noPicture: { Result: false, Message: 'فایل ارسال شده تصویر نیست' },
  fileTooLarge: { Result: false, Message: 'حجم فایل بیش از حد مجاز است' },
} as const

export const MALFORMED = { Result: false, Message: 'اطلاعات ارسالی معتبر نیست' }
export const BROKEN = { Result: false, Message: 'خطای داخلی سرور' }

export const sendJson = (reply: FastifyReply, body: object): FastifyReply =>
  reply.type(JSON_TYPE).send(JSON.stringify(body))

export const JSON_TYPE = 'application/json; charset=utf-8'
