import { isId } from '@hybrid-store/kernel'
import type { FastifyReply, FastifyRequest } from 'fastify'
import '@fastify/cookie'

const NAME = 'store_cart'
const LIFE_SECONDS = 60 * 24 * 3600

/** The id of the visitor's cart; whatever else stands in the cookie is ignored. */
export function cartIdOf(request: FastifyRequest): string | null {
  const id = request.cookies[NAME]
  return id && isId('cart', id) ? id : null
}

export function rememberCart(reply: FastifyReply, cartId: string, secure: boolean): void {
  reply.setCookie(NAME, cartId, { httpOnly: true, sameSite: 'lax', path: '/', maxAge: LIFE_SECONDS, secure })
}

export function forgetCart(reply: FastifyReply): void {
  reply.clearCookie(NAME, { path: '/' })
}
