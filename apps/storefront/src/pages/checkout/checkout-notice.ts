import type { CartView, Problem } from '@hybrid-store/contracts'
import { z } from 'zod'
import { problemText } from '../../http/problem-text.ts'
import { isShort } from '../cart/short-lines.ts'

export interface CheckoutNotice {
  kind: 'cart_changed' | 'out_of_stock' | 'not_for_sale' | 'other'
  text: string
  /** Names of the goods it is about. */
  goods: readonly string[]
}

const withLines = z.object({ lines: z.array(z.object({ variantId: z.string() })) })
const CHANGED = 'قیمت‌ها یا سبد شما در این میان تغییر کرده است. مبلغ تازه را ببینید و اگر می‌پذیرید دوباره تأیید کنید.'

/** Why the order was not placed, in words; the cart is the one of this moment. */
export function noticeOf(problem: Problem, cart: CartView): CheckoutNotice {
  const named = withLines.safeParse(problem)
  const ids = new Set(named.success ? named.data.lines.map((line) => line.variantId) : [])
  const namesOf = (wanted: (line: CartView['lines'][number]) => boolean) =>
    cart.lines.filter(wanted).map((line) => line.productName)

  switch (problem.code) {
    case 'cart_changed':
      return { kind: 'cart_changed', text: CHANGED, goods: [] }
    case 'out_of_stock':
      return {
        kind: 'out_of_stock',
        text: 'از این کالاها به اندازهٔ سبد شما موجود نیست:',
        goods: namesOf((line) => ids.has(line.variantId) || isShort(line)),
      }
    case 'not_for_sale':
      return {
        kind: 'not_for_sale',
        text: 'این کالاها دیگر فروخته نمی‌شوند:',
        goods: namesOf((line) => ids.has(line.variantId)),
      }
    default:
      return { kind: 'other', text: problemText(problem), goods: [] }
  }
}
