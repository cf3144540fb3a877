import type { FastifyReply } from 'fastify'

/** Answers the way a provider in trouble does: `500`, `html`, `empty`, `reset`; any other fault is never answered. */
export function misbehave(reply: FastifyReply, fault: string): FastifyReply {
  if (fault === '500') return reply.code(500).type('text/plain').send('Internal Server Error')
  if (fault === 'html')
    return reply.type('text/html').send('<!doctype html><title>Attention Required!</title><p>Please wait…</p>')
  if (fault === 'empty') return reply.send('')
  reply.hijack()
  if (fault === 'reset') reply.raw.socket?.resetAndDestroy()
  return reply
}
