import type { RefusedRow } from '../bulk-saver/read-answer.ts'
import type { FailureClass } from './classify.ts'
import type { Issue } from './issue.repository.ts'

const MESSAGES: Readonly<Record<FailureClass, string>> = {
  transient: 'محک این ردیف را موقتاً نپذیرفت؛ خودکار دوباره تلاش می‌شود.',
  uncertain: 'معلوم نیست محک این ردیف را ثبت کرده است؛ بررسی می‌شود.',
  rate_limited: 'محک موقتاً درخواست بیشتری نمی‌پذیرد.',
  auth: 'محک نام کاربری یا رمز را نپذیرفت.',
  config: 'یکی از تنظیمات انبار، صندوق یا بانک در محک درست نیست.',
  dependency: 'شخص یا کالای این ردیف در محک پیدا نشد.',
  conflict: 'این ردیف هم‌زمان در محک تغییر کرده است.',
  immutable: 'این سفارش در محک فاکتور شده است و دیگر قابل ویرایش نیست؛ با سند برگشت اصلاح کنید.',
  permanent: 'محک این ردیف را نپذیرفت؛ مقدار نام‌برده را اصلاح کنید.',
  batch_rejected: 'محک این درخواست را نپذیرفت.',
}

/** A refused row as an issue of the record it belongs to, naming Mahak's property and keeping its words. */
export const refusalIssue = (entity: string, recordId: string, row: RefusedRow): Issue => ({
  entity,
  recordId,
  class: row.class,
  code: `${row.entity}_refused`,
  field: row.errors.map((error) => error.property.trim()).join(','),
  message: MESSAGES[row.class],
  detail: row.errors.map((error) => error.error.trim()).join(' '),
})
