import { toPersianDigits } from '@hybrid-store/kernel'
import type { Issue } from '../retry-error-manager/issue.repository.ts'

const MESSAGES = {
  no_payment: 'برای این سفارش پرداخت نهایی ثبت نشده است؛ به محک فرستاده نشد.',
  unknown_goods: 'یکی از کالاهای این سفارش در محک شناخته نیست؛ به محک فرستاده نشد.',
  does_not_add_up: 'جمع اقلام و هزینهٔ ارسال با مبلغ پرداخت‌شده برابر نیست؛ به محک فرستاده نشد.',
  return_does_not_add_up: 'جمع اقلام برگشتی با مبلغ برگشت برابر نیست؛ به محک فرستاده نشد.',
} as const

/** Why an order was not sent at all. */
export const orderIssue = (order: { id: string; number: number }, code: keyof typeof MESSAGES): Issue => ({
  entity: 'order',
  recordId: order.id,
  class: 'permanent',
  code,
  message: `سفارش ${toPersianDigits(order.number)}: ${MESSAGES[code]}`,
})
