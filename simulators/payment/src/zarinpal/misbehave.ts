import type { FastifyReply } from 'fastify'
import type { Fault } from '../switches.ts'

/** Answers the way a gateway in trouble does, or not at all. */
export function misbehave(reply: FastifyReply, fault: Fault): FastifyReply {
  if (fault === '500') return reply.code(500).type('text/plain').send('Internal Server Error')
  if (fault === 'html')
    return reply.type('text/html').send('<!doctype html><title>Attention Required!</title><p>Please wait…</p>')
  if (fault === 'empty') return reply.send('')
  reply.hijack()
  if (fault === 'reset') reply.raw.socket?.resetAndDestroy()
  return reply
}
