import { type CartView, MAX_CART_LINES, MAX_LINE_QUANTITY } from '@hybrid-store/contracts'
import type { Database } from '@hybrid-store/database'
import { fail, type Id, ok, type Result } from '@hybrid-store/kernel'
import { type CartLine, type CartRecord, lockCart, writeLine } from './cart.repository.ts'
import { type Offer, readOffer, showCart } from './show-cart.ts'

export type ChangeLineFailure =
  | { code: 'not_found' | 'cart_completed' | 'not_for_sale' }
  | { code: 'too_many' }
  | { code: 'cart_full' }
  | { code: 'out_of_stock'; lines: { variantId: Id<'var'>; requested: number; available: number }[] }

type ChangedCart = Promise<Result<CartView, ChangeLineFailure>>

/** Puts more of a variant into a cart and gives the cart. Nothing is reserved; the checkout does that. */
export function addLine(db: Database, cartId: string, { variantId, quantity }: CartLine): ChangedCart {
  return changeLine(db, cartId, variantId, (before) => before + quantity)
}

/** Sets how much of a variant is in a cart; 0 takes it out, even what is not for sale any more. */
export function setLine(db: Database, cartId: string, { variantId, quantity }: CartLine): ChangedCart {
  return changeLine(db, cartId, variantId, () => quantity)
}

function changeLine(
  db: Database,
  cartId: string,
  variantId: Id<'var'>,
  quantityAfter: (before: number) => number,
): ChangedCart {
  return db.transaction(async (tx) => {
    const cart = await lockCart(tx, cartId)
    if (!cart) return fail({ code: 'not_found' })
    if (cart.completedOrderId) return fail({ code: 'cart_completed' })

    const before = cart.lines.find((line) => line.variantId === variantId)?.quantity ?? 0
    const line = { variantId, quantity: quantityAfter(before) }
    if (before === 0 && line.quantity > 0 && cart.lines.length >= MAX_CART_LINES) return fail({ code: 'cart_full' })
    const offer = await readOffer(tx, [...new Set([...cart.lines.map((other) => other.variantId), variantId])])
    const refusal = line.quantity === 0 ? null : refusalOf(line, offer)
    if (refusal) return fail(refusal)

    await writeLine(tx, cartId, line)
    return ok(showCart(withLine(cart, line), offer))
  })
}

function refusalOf({ variantId, quantity }: CartLine, offer: Offer): ChangeLineFailure | null {
  const variant = offer.variants.find(({ id }) => id === variantId)
  if (!variant) return { code: 'not_found' }
  if (!variant.sellable) return { code: 'not_for_sale' }
  if (quantity > MAX_LINE_QUANTITY) return { code: 'too_many' }
  const available = offer.available.get(variantId) ?? 0
  return quantity > available ? { code: 'out_of_stock', lines: [{ variantId, requested: quantity, available }] } : null
}

/** The cart as it stands after `writeLine`, without reading it again. */
function withLine(cart: CartRecord, line: CartLine): CartRecord {
  const known = cart.lines.some(({ variantId }) => variantId === line.variantId)
  const lines = known
    ? cart.lines.map((other) => (other.variantId === line.variantId ? line : other))
    : [...cart.lines, line]
  return { ...cart, lines: lines.filter(({ quantity }) => quantity > 0) }
}
