import { toPersianDigits } from '@hybrid-store/kernel'

/** A number in Persian digits with separators of thousands; a minus stands before it also in RTL text. */
export function formatNumber(value: number): string {
  const text = toPersianDigits(Math.abs(value).toLocaleString('en-US').replaceAll(',', '٬'))
  return value < 0 ? `\u200e−${text}` : text
}

export const formatRial = (value: number): string => `${formatNumber(value)} ریال`
