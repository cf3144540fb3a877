import type { CartView, Problem } from '@hybrid-store/contracts'
import { z } from 'zod'
import { isShort } from '../cart/short-lines.ts'

export interface CheckoutNotice {
  kind: 'cart_changed' | 'out_of_stock' | 'other'
  text: string
  /** Names of the goods that are not there in the wished number. */
  goods: readonly string[]
}

const shortages = z.object({ lines: z.array(z.object({ variantId: z.string() })) })

/** Why the order was not placed, in words; the cart is the one of this moment. */
export function noticeOf(problem: Problem, cart: CartView): CheckoutNotice {
  if (problem.code === 'cart_changed') {
    const text = 'قیمت‌ها یا سبد شما در این میان تغییر کرده است. مبلغ تازه را ببینید و اگر می‌پذیرید دوباره تأیید کنید.'
    return { kind: 'cart_changed', text, goods: [] }
  }
  if (problem.code === 'out_of_stock') {
    const text = 'از این کالاها به اندازهٔ سبد شما موجود نیست:'
    return { kind: 'out_of_stock', text, goods: missingGoods(problem, cart) }
  }
  return { kind: 'other', text: problem.detail ? `${problem.title}: ${problem.detail}` : problem.title, goods: [] }
}

function missingGoods(problem: Problem, cart: CartView): string[] {
  const named = shortages.safeParse(problem)
  const ids = new Set(named.success ? named.data.lines.map((line) => line.variantId) : [])
  return cart.lines.filter((line) => ids.has(line.variantId) || isShort(line)).map((line) => line.productName)
}
