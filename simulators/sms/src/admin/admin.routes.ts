import { type HttpServer, sendProblem } from '@hybrid-store/http'
import { z } from 'zod'
import { inboxPage } from '../inbox-page/inbox.page.ts'
import { localMobile } from '../kavenegar/parameters.ts'
import type { Operator } from '../operator.ts'
import { switchesSchema } from '../switches.ts'

const querystring = z.object({ receptor: z.string().optional() })

/** For tests and people who try things out: the inbox as a page and as JSON, and the switches. */
export function adminRoutes(app: HttpServer, { inbox, switches }: Operator): void {
  app.get('/', async (_request, reply) => reply.type('text/html; charset=utf-8').send(inboxPage(inbox.list())))
  app.get('/admin/switches', async () => switches.current())
  app.put('/admin/switches', { schema: { body: switchesSchema.partial() } }, async ({ body }) => switches.set(body))

  app.get('/admin/messages', { schema: { querystring } }, async (request, reply) => {
    const { receptor } = request.query
    if (receptor === undefined) return { messages: inbox.list() }
    const mobile = localMobile(receptor)
    if (!mobile)
      return sendProblem(reply, {
        code: 'invalid_request',
        errors: [{ field: 'querystring.receptor', message: 'شماره درست نیست' }],
      })
    return { messages: inbox.list(mobile) }
  })
}
