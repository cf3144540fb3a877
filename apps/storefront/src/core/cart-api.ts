import { cartView } from '@hybrid-store/contracts'
import { type Ask, path } from './ask.ts'

export const cartApi = (ask: Ask) => ({
  createCart: () => ask({ method: 'POST', path: '/api/v1/carts', answer: cartView }),
  cart: (cartId: string) => ask({ path: path`/api/v1/carts/${cartId}`, answer: cartView }),
  addLine: (cartId: string, line: { variantId: string; quantity: number }) =>
    ask({ method: 'POST', path: path`/api/v1/carts/${cartId}/lines`, body: line, answer: cartView }),
  /** Quantity 0 removes the line. */
  setLine: (cartId: string, variantId: string, quantity: number) =>
    ask({
      method: 'PUT',
      path: path`/api/v1/carts/${cartId}/lines/${variantId}`,
      body: { quantity },
      answer: cartView,
    }),
})
