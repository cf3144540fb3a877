export const PERSIAN_DIGITS = '۰۱۲۳۴۵۶۷۸۹'
const ARABIC_DIGITS = '٠١٢٣٤٥٦٧٨٩'

/** Persian (۰-۹) and Arabic-Indic (٠-٩) digits become ASCII; NFKC leaves both alone, so it is done by hand. */
export function toAsciiDigits(text: string): string {
  return text.replace(/[۰-۹٠-٩]/g, (digit) => {
    const persian = PERSIAN_DIGITS.indexOf(digit)
    return String(persian >= 0 ? persian : ARABIC_DIGITS.indexOf(digit))
  })
}

/** ASCII digits become Persian ones, for views. */
export function toPersianDigits(text: string | number): string {
  return String(text).replace(/\d/g, (digit) => PERSIAN_DIGITS.charAt(Number(digit)))
}
