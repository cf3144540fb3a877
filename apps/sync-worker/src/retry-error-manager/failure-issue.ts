import type { MahakFailureCode } from '@hybrid-store/contracts/mahak-adapter'
import type { MahakFailure } from '../mahak-port.ts'
import { classOfFailure } from './classify.ts'
import type { Issue } from './issue.repository.ts'

const MESSAGES: Readonly<Record<MahakFailureCode, string>> = {
  unauthorized: 'محک نام کاربری یا رمز را نپذیرفت؛ تنظیمات اتصال را بررسی کنید.',
  invalid: 'محک درخواست را نپذیرفت.',
  conflict: 'این ردیف هم‌زمان در محک تغییر کرده است.',
  rate_limited: 'محک موقتاً درخواست بیشتری نمی‌پذیرد؛ به‌زودی دوباره تلاش می‌شود.',
  unavailable: 'محک در دسترس نیست؛ خودکار دوباره تلاش می‌شود.',
  timeout: 'محک به‌موقع پاسخ نداد؛ خودکار دوباره تلاش می‌شود.',
  malformed: 'پاسخ محک ناقص بود؛ خودکار دوباره تلاش می‌شود.',
  subscription_expired: 'اشتراک محک به پایان رسیده است؛ آن را تمدید کنید.',
  account_changed: 'نام کاربری محک به پایگاه دادهٔ دیگری وصل شده است؛ همگام‌سازی متوقف شد.',
}

/** A failed call as an issue of the connection (`account`) or of what was being read. */
export const failureIssue = (entity: string, failure: MahakFailure, recordId = ''): Issue => ({
  entity,
  recordId,
  class: classOfFailure(failure),
  code: failure.code,
  message: MESSAGES[failure.code],
  detail: failure.message,
})

/** A record for which Mahak refuses or fails every call it is in, while it takes the calls of others. */
export const blamedIssue = (entity: string, failure: MahakFailure, recordId: string): Issue => ({
  ...failureIssue(entity, failure, recordId),
  message: failure.code === 'invalid' ? REFUSED_WITH_IT : FAILED_WITH_IT,
})

const REFUSED_WITH_IT =
  'محک هر درخواستی را که این مورد در آن باشد رد می‌کند و بقیه را می‌پذیرد؛ مقدارهای این مورد را در فروشگاه و محک بررسی کنید.'
const FAILED_WITH_IT =
  'محک به هر درخواستی که این مورد در آن باشد پاسخ نمی‌دهد و بقیه را می‌پذیرد؛ مقدارهای این مورد را در فروشگاه و محک بررسی کنید.'
