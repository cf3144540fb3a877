import { mobileInput } from '@hybrid-store/contracts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import '@fastify/cookie'

// In a cookie and not in the address, so that phone numbers stand in no history and no log.
const NAME = 'store_login'
const PATH = '/login'
const LIFE_SECONDS = 600

/** Remembers for ten minutes which number a code was sent to. */
export function awaitMobile(reply: FastifyReply, mobile: string, secure: boolean): void {
  reply.setCookie(NAME, mobile, { httpOnly: true, sameSite: 'lax', path: PATH, maxAge: LIFE_SECONDS, secure })
}

export function awaitedMobile(request: FastifyRequest): string | null {
  const mobile = mobileInput.safeParse(request.cookies[NAME] ?? '')
  return mobile.success ? mobile.data : null
}

export function stopAwaiting(reply: FastifyReply): void {
  reply.clearCookie(NAME, { path: PATH })
}
