import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { layout } from '../desktop/pages/layout.ts'
import { DEFAULT_SWITCHES, type Switches } from '../switches/switches.ts'
import { adminPage } from './admin.page.ts'
import { type AdminDeps, adminApi } from './admin-api.routes.ts'
import { readFaultForm, readSwitchForm, readTimingForm } from './read-forms.ts'

const noticeSchema = z.object({ notice: z.string().optional() })

/** What each form does; gives the switches to set, null if the form is wrong. */
const FORMS: Record<string, (body: unknown, current: Switches) => Partial<Switches> | null> = {
  switches: readSwitchForm,
  timing: readTimingForm,
  fault: readFaultForm,
  'no-faults': () => ({ failNext: [], failRate: [] }),
  defaults: () => DEFAULT_SWITCHES,
}

/** Unknown behaviours and faults: a page for people, JSON for scripts. */
export function adminRoutes(deps: AdminDeps): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    await app.register(adminApi(deps))
    app.get('/admin', async (request, reply) => {
      const { notice } = noticeSchema.parse(request.query)
      const body = adminPage(deps.switches.current(), deps.calls.list())
      return reply
        .type('text/html; charset=utf-8')
        .send(layout({ path: '/admin', title: 'کلیدها و خطاها', notice }, body))
    })
    for (const [name, read] of Object.entries(FORMS)) {
      app.post(`/admin/forms/${name}`, async (request, reply) => {
        const part = read(request.body, deps.switches.current())
        if (part) await deps.switches.change(part)
        return goBack(reply, part ? 'ذخیره شد' : 'مقدارها درست نیستند؛ چیزی ذخیره نشد')
      })
    }
    app.post('/admin/forms/expire-tokens', async (_request, reply) => {
      await deps.tokens.expireAll()
      return goBack(reply, 'همه توکن‌ها باطل شد')
    })
  }
}

/** 303, so that reloading the page does not repeat the act. */
const goBack = (reply: FastifyReply, notice: string): FastifyReply =>
  reply.redirect(`/admin?notice=${encodeURIComponent(notice)}`, 303)
