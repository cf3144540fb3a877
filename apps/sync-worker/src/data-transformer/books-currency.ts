import { type Rial, rial } from '@hybrid-store/kernel'

/** Mahak does not tell in which currency its books are kept (Mahak API reference §4.1), so it is configured. */
export type BooksCurrency = 'rial' | 'toman'

const RIAL_PER_UNIT: Readonly<Record<BooksCurrency, number>> = { rial: 1, toman: 10 }

/** An amount of the books as whole Rial; fractions of a Rial, which doubles carry, are rounded. */
export const fromBooks = (amount: number, currency: BooksCurrency): Rial =>
  rial(Math.round(amount * RIAL_PER_UNIT[currency]))

/** Rial in the currency of the books; an odd Rial becomes a tenth of a Toman, so that nothing is lost. */
export const toBooks = (amount: Rial, currency: BooksCurrency): number => amount / RIAL_PER_UNIT[currency]
