import type { CartView, Problem } from '@hybrid-store/contracts'
import type { Result } from '@hybrid-store/kernel'
import type { FastifyReply } from 'fastify'
import { rememberCart } from '../../http/cart-cookie.ts'
import type { Visit } from '../../http/visit.ts'

/** Adds a line to the visitor's cart; begins a new cart if there is none, or if the old one has become an order. */
export async function addToCart(
  visit: Visit,
  reply: FastifyReply,
  command: { line: { variantId: string; quantity: number }; secure: boolean },
): Promise<Result<CartView, Problem>> {
  if (visit.cartId) {
    const added = await visit.api.addLine(visit.cartId, command.line)
    if (added.ok || !(await isCartGone(visit, added.error))) return added
  }
  const created = await visit.api.createCart()
  if (!created.ok) return created
  rememberCart(reply, created.value.id, command.secure)
  return visit.api.addLine(created.value.id, command.line)
}

/** "Not found" may also mean the goods; then the cart itself can still be read. */
async function isCartGone(visit: Visit, problem: Problem): Promise<boolean> {
  if (problem.code === 'cart_completed') return true
  return problem.code === 'not_found' && !(await visit.cart()).ok
}
