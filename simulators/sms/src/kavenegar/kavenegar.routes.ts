import { setTimeout as delay } from 'node:timers/promises'
import type { HttpServer } from '@hybrid-store/http'
import { misbehave } from '@hybrid-store/simulator-kit'
import type { FastifyError, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Operator } from '../operator.ts'
import type { Method } from '../switches.ts'
import { type Answer, accepted, refused } from './answer.ts'
import { lookUp } from './lookup.ts'
import { send } from './send.ts'
import { statusOf } from './status.ts'

const params = z.object({ apiKey: z.string() })
const fields = z.record(z.string(), z.unknown()).catch({})

/** Kavenegar's methods, GET or form POST. The key is in the path, so nothing here may log an address. */
export function kavenegarRoutes(app: HttpServer, operator: Operator): void {
  const { switches } = operator
  const unanswered = new Set<FastifyReply['raw']>()
  const accepts = (apiKey: string) => switches.current().apiKeys?.includes(apiKey) ?? true
  const give = (reply: FastifyReply, answer: Answer) => reply.code(answer.return.status).send(answer)

  const method = (name: Method, path: string, work: (parameters: unknown) => Promise<Answer> | Answer) =>
    app.route({
      method: ['GET', 'POST'],
      url: `/:apiKey/${path}.json`,
      schema: { params },
      handler: async (request, reply) => {
        await delay(switches.current().latencyMs)
        const fault = switches.takeFault(name)
        if (fault && fault !== 'timeout-after-send') return misbehave(reply, fault)
        if (!accepts(request.params.apiKey)) return give(reply, refused(403))
        const answer = await work({ ...fields.parse(request.query), ...fields.parse(request.body) })
        if (!fault) return give(reply, answer)
        unanswered.add(reply.raw)
        reply.raw.once('close', () => unanswered.delete(reply.raw))
        return misbehave(reply, fault)
      },
    })

  method('lookup', 'verify/lookup', (parameters) => lookUp(operator, parameters))
  method('send', 'sms/send', (parameters) => send(operator, parameters))
  method('status', 'sms/status', (parameters) => statusOf(operator, parameters))
  method('info', 'account/info', () => accepted(accountOf(operator)))
  app.all('/:apiKey/*', (_request, reply) => give(reply, refused(404)))

  app.setErrorHandler((error: FastifyError, _request, reply) => {
    if ((error.statusCode ?? 500) >= 500) throw error
    return give(reply, refused(error.statusCode === 413 ? 414 : 400))
  })
  // Callers that wait for an answer that never comes would keep the server from closing.
  app.addHook('preClose', async () => {
    for (const response of unanswered) response.socket?.destroy()
  })
}

const YEAR_SECONDS = 365 * 24 * 60 * 60

const accountOf = ({ switches, clock }: Operator) => ({
  remaincredit: switches.current().credit,
  expiredate: Math.floor(clock.now().getTime() / 1_000) + YEAR_SECONDS,
  type: 'Master',
})
