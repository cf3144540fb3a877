import {
  addLineBody,
  cartView,
  idSchema,
  MAX_CART_LINES,
  MAX_LINE_QUANTITY,
  setLineBody,
} from '@hybrid-store/contracts'
import type { Database } from '@hybrid-store/database'
import { type HttpServer, type Principal, sendProblem } from '@hybrid-store/http'
import { type Clock, type Id, isId } from '@hybrid-store/kernel'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { readCart } from './cart.repository.ts'
import { addLine, type ChangeLineFailure, setLine } from './change-line.ts'
import { createCart } from './create-cart.ts'
import { readOffer, showCart } from './show-cart.ts'

const tags = ['cart']
const cartParams = z.object({ cartId: idSchema('cart') })
const lineParams = cartParams.extend({ variantId: idSchema('var') })
const READ = { rules: { access: 'public', rate: 'read', idempotency: 'safe' } } as const
// A repeated request at worst leaves an empty cart behind or puts in more than meant, which the answer shows; nothing is
// reserved or charged by it.
const WRITE = { rules: { access: 'public', rate: 'write', idempotency: 'natural' } } as const

export function registerCartRoutes(app: HttpServer, deps: { db: Database; clock: Clock }): void {
  app.post(
    '/api/v1/carts',
    { schema: { tags, summary: 'A new empty cart', response: { 201: cartView } }, config: WRITE },
    async (request, reply) => reply.code(201).send(await createCart(deps, customerOf(request.principal))),
  )
  app.get(
    '/api/v1/carts/:cartId',
    { schema: { tags, summary: 'A cart', params: cartParams, response: { 200: cartView } }, config: READ },
    async (request, reply) => {
      const cart = await readCart(deps.db, request.params.cartId)
      if (!cart) return sendProblem(reply, { code: 'not_found' })
      if (cart.completedOrderId) return sendProblem(reply, { code: 'cart_completed' })
      return showCart(
        cart,
        await readOffer(
          deps.db,
          cart.lines.map((line) => line.variantId),
        ),
      )
    },
  )
  app.post(
    '/api/v1/carts/:cartId/lines',
    {
      schema: { tags, summary: 'Add to a cart', params: cartParams, body: addLineBody, response: { 200: cartView } },
      config: WRITE,
    },
    async (request, reply) => {
      const changed = await addLine(deps.db, request.params.cartId, request.body)
      return changed.ok ? changed.value : refuse(reply, changed.error)
    },
  )
  app.put(
    '/api/v1/carts/:cartId/lines/:variantId',
    {
      schema: {
        tags,
        summary: 'Set the quantity of a line; 0 removes it',
        params: lineParams,
        body: setLineBody,
        response: { 200: cartView },
      },
      config: WRITE,
    },
    async (request, reply) => {
      const { cartId, variantId } = request.params
      const changed = await setLine(deps.db, cartId, { variantId, quantity: request.body.quantity })
      return changed.ok ? changed.value : refuse(reply, changed.error)
    },
  )
}

function customerOf(principal: Principal | null): Id<'cus'> | null {
  return principal?.audience === 'customer' && isId('cus', principal.id) ? principal.id : null
}

function refuse(reply: FastifyReply, failure: ChangeLineFailure): FastifyReply {
  if (failure.code === 'too_many') {
    const message = `از هر کالا بیش از ${MAX_LINE_QUANTITY.toLocaleString('fa-IR')} عدد نمی‌توان سفارش داد`
    return sendProblem(reply, { code: 'invalid_request', errors: [{ field: 'body.quantity', message }] })
  }
  if (failure.code === 'cart_full') {
    const message = `بیش از ${MAX_CART_LINES.toLocaleString('fa-IR')} کالای گوناگون در یک سبد جا نمی‌گیرد`
    return sendProblem(reply, { code: 'invalid_request', errors: [{ field: 'body.variantId', message }] })
  }
  return sendProblem(reply, failure)
}
