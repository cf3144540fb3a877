import { toPersianDigits } from './digits.ts'

declare const rialBrand: unique symbol

/** A whole number of Rial, safe as a JavaScript integer (below 2^53, ninety times Iran's yearly money supply). */
export type Rial = number & { readonly [rialBrand]: true }

/** Marks `amount` as Rial. Throws a RangeError if it is no safe integer: fractions of a Rial are always a bug. */
export function rial(amount: number): Rial {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a whole number of Rial: ${amount}`)
  return (amount === 0 ? 0 : amount) as Rial
}

export const rialSum = (amounts: Iterable<Rial>): Rial => {
  let total = 0
  for (const amount of amounts) total += amount
  return rial(total)
}

export const rialTimes = (amount: Rial, quantity: number): Rial => rial(amount * quantity)

/**
 * Splits `total` by `weights` into whole Rials that add up to `total` exactly; the odd Rials go to the largest remainders,
 * ties to the earlier part. Weights must be non-negative whole numbers with a positive sum.
 */
export function allocate(total: Rial, weights: readonly number[]): Rial[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  if (sum <= 0 || weights.some((weight) => weight < 0))
    throw new RangeError('weights need a positive sum and no negative')
  const exact = weights.map((weight) => (BigInt(total) * BigInt(weight)) / BigInt(sum))
  const shares = exact.map(Number)
  const odd = total - shares.reduce((a, b) => a + b, 0)
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: abs((BigInt(total) * BigInt(weight)) % BigInt(sum)) }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
  for (const { index } of byRemainder.slice(0, Math.abs(odd))) shares[index] = (shares[index] ?? 0) + Math.sign(odd)
  return shares.map(rial)
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value)

/** Rial as a Persian price in Toman, e.g. «۱٬۲۵۰٬۰۰۰ تومان»; an odd Rial shows as one decimal («۱۲٫۵ تومان»). */
export function formatToman(amount: Rial): string {
  const whole = Math.trunc(Math.abs(amount) / 10)
    .toLocaleString('en-US')
    .replaceAll(',', '٬')
  const odd = Math.abs(amount) % 10
  return `${amount < 0 ? '−' : ''}${toPersianDigits(odd ? `${whole}٫${odd}` : whole)} تومان`
}
