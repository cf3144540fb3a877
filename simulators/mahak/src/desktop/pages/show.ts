import type { Html } from '@hybrid-store/simulator-kit'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { layout } from './layout.ts'

export const noticeSchema = z.object({ notice: z.string().optional() })

/** Only paths of this site: the value comes from a form. */
export const backTo = (path: string) =>
  z.object({
    back: z
      .string()
      .regex(/^\/(?!\/)/)
      .catch(path),
  })

export function show(
  reply: FastifyReply,
  page: { path: string; title: string; notice?: string | undefined },
  body: Html,
): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(layout(page, body))
}

/** 303, so that reloading the page does not repeat the act. */
export function goBack(reply: FastifyReply, path: string, notice: string): FastifyReply {
  return reply.redirect(`${path}${path.includes('?') ? '&' : '?'}notice=${encodeURIComponent(notice)}`, 303)
}
