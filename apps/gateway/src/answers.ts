import { PROBLEMS, type ProblemCode } from '@hybrid-store/contracts'
import { sendProblem } from '@hybrid-store/http'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** The gateway's own refusals: a short Persian page for people, problem+json for programs. */
export function refuse(request: FastifyRequest, reply: FastifyReply, problem: { code: ProblemCode }): FastifyReply {
  reply.header('cache-control', 'no-store')
  if (!wantsPage(request)) return sendProblem(reply, problem)
  const { status, title } = PROBLEMS[problem.code]
  return reply.code(status).type('text/html; charset=utf-8').send(page(title, request.id))
}

const wantsPage = (request: FastifyRequest): boolean =>
  request.headers.accept?.includes('text/html') === true && !request.url.startsWith('/api/')

const page = (title: string, requestId: string): string => `<!doctype html>
<html lang="fa" dir="rtl">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<h1>${title}</h1>
<p>لطفاً چند لحظه دیگر دوباره تلاش کنید. سبد خرید و سفارش‌های شما سر جای خود هستند.</p>
<p><a href="/">بازگشت به فروشگاه</a></p>
<p>شناسهٔ پیگیری: <code dir="ltr">${requestId}</code></p>
`
