import type { CartView, Problem } from '@hybrid-store/contracts'
import { fail, type Result } from '@hybrid-store/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { CoreApi, CoreClient } from '../core/core-client.ts'
import { cartIdOf } from './cart-cookie.ts'

/** One request of one visitor: who they are to the core, and their cart. */
export interface Visit {
  api: CoreApi
  loggedIn: boolean
  cartId: string | null
  /** The visitor's cart, read once per request; `not_found` if there is none yet. */
  cart(): Promise<Result<CartView, Problem>>
}

const PASSED_ON = ['authorization', 'cookie', 'x-forwarded-for'] as const
const NO_CART: Problem = { type: '/problems/not_found', title: '', status: 404, code: 'not_found' }

export function visitOf(core: CoreClient, request: FastifyRequest, reply: FastifyReply): Visit {
  const headers: Record<string, string> = { 'x-request-id': request.id }
  for (const name of PASSED_ON) {
    const value = request.headers[name]
    if (typeof value === 'string') headers[name] = value
  }
  const api = core.forCaller({ headers, onCookies: (lines) => reply.header('set-cookie', [...lines]) })
  const cartId = cartIdOf(request)
  let cart: Promise<Result<CartView, Problem>> | undefined
  return {
    api,
    loggedIn: request.headers.authorization !== undefined,
    cartId,
    cart: () => {
      cart ??= cartId ? api.cart(cartId) : Promise.resolve(fail(NO_CART))
      return cart
    },
  }
}
