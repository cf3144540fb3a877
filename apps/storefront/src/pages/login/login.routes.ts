import { mobileInput } from '@hybrid-store/contracts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { formValues } from '../../http/forms.ts'
import { localPath } from '../../http/local-path.ts'
import { problemText } from '../../http/problem-text.ts'
import type { Site } from '../../site.ts'
import { codePage, logoutPage, mobilePage } from './login.page.tsx'
import { awaitedMobile, awaitMobile, stopAwaiting } from './login-cookie.ts'

const HOME = '/'

export function addLoginRoutes(app: FastifyInstance, site: Site): void {
  app.get<{ Querystring: { next?: unknown } }>('/login', async (request, reply) => {
    const next = localPath(request.query.next, HOME)
    const visit = site.visit(request, reply)
    if (visit.loggedIn) return reply.redirect(next, 303)
    return site.show(visit, reply, mobilePage({ next }))
  })

  app.post('/login', async (request, reply) => {
    const visit = site.visit(request, reply)
    const form = formValues(request.body)
    const next = localPath(form.next, HOME)
    const mobile = mobileInput.safeParse(form.mobile ?? '')
    if (!mobile.success) {
      const error = 'شمارهٔ موبایل درست نیست؛ نمونه: ۰۹۱۲۱۲۳۴۵۶۷'
      return site.show(visit, reply, mobilePage({ next, typed: form.mobile, error }))
    }
    const sent = await visit.api.requestCode(mobile.data)
    if (!sent.ok) {
      const error = problemText(sent.error)
      return site.show(visit, reply, mobilePage({ next, typed: form.mobile, error, status: sent.error.status }))
    }
    awaitMobile(reply, mobile.data, site.publicUrl.startsWith('https:'))
    return reply.redirect(`/login/code?next=${encodeURIComponent(next)}`, 303)
  })

  app.get<{ Querystring: { next?: unknown } }>('/login/code', async (request, reply) => {
    const next = localPath(request.query.next, HOME)
    const mobile = awaitedMobile(request)
    if (!mobile) return reply.redirect(`/login?next=${encodeURIComponent(next)}`, 303)
    return site.show(site.visit(request, reply), reply, codePage({ next, mobile }))
  })

  app.post('/login/code', (request, reply) => checkCode(site, request, reply))

  app.get('/logout', async (request, reply) => site.show(site.visit(request, reply), reply, logoutPage()))

  app.post('/logout', async (request, reply) => {
    await site.visit(request, reply).api.logout()
    return reply.redirect(HOME, 303)
  })
}

async function checkCode(site: Site, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = formValues(request.body)
  const next = localPath(form.next, HOME)
  const mobile = awaitedMobile(request)
  if (!mobile) return reply.redirect(`/login?next=${encodeURIComponent(next)}`, 303)

  const visit = site.visit(request, reply)
  const verified = await visit.api.verifyCode(mobile, form.code ?? '')
  if (verified.ok) {
    stopAwaiting(reply)
    return reply.redirect(next, 303)
  }
  const error = problemText(verified.error)
  return site.show(visit, reply, codePage({ next, mobile, error, status: verified.error.status }))
}
