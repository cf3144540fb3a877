import { toPersianDigits } from '@hybrid-store/kernel'

/** A count with Persian digits and thousands separator, e.g. «۱٬۲۰۰». */
export const formatCount = (count: number): string =>
  toPersianDigits(Math.trunc(count).toLocaleString('en-US')).replaceAll(',', '٬')

/** `+989121234567` as people write it: «۰۹۱۲۱۲۳۴۵۶۷». Other texts only get Persian digits. */
export const formatMobile = (mobile: string): string => toPersianDigits(mobile.replace(/^\+98(?=9)/, '0'))
