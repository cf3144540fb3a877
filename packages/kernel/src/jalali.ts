// Intl's dateStyle "full" puts the parts in the wrong order for fa-IR, so dates are composed from single parts.
const TEHRAN = { timeZone: 'Asia/Tehran' } as const
const date = new Intl.DateTimeFormat('fa-IR-u-ca-persian', {
  ...TEHRAN,
  day: 'numeric',
  month: 'long',
  year: 'numeric',
})
const time = new Intl.DateTimeFormat('fa-IR', { ...TEHRAN, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** An instant as a Jalali date in Tehran, e.g. «۲ آذر ۱۴۰۵». */
export const formatJalaliDate = (instant: Date): string => date.format(instant)

/** An instant as Jalali date and Tehran time, e.g. «۲ آذر ۱۴۰۵، ۱۴:۰۵». */
export const formatJalaliDateTime = (instant: Date): string => `${date.format(instant)}، ${time.format(instant)}`
