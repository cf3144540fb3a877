import type { FastifyInstance } from 'fastify'
import type { Tokens } from '../api/token.ts'
import type { SwitchBoard } from '../switches/switch-board.ts'
import { switchesSchema } from '../switches/switches.ts'
import type { CallLog } from './call-log.ts'

export interface AdminDeps {
  switches: SwitchBoard
  tokens: Tokens
  calls: CallLog
}

/** For scripts and tests: `GET` shows all switches, `PUT` sets those that are given. */
export function adminApi({ switches, tokens, calls }: AdminDeps): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    app.get('/admin/switches', async () => switches.current())
    app.put('/admin/switches', async (request) => switches.change(switchesSchema.partial().parse(request.body)))
    app.post('/admin/tokens/expire', async (_request, reply) => {
      await tokens.expireAll()
      return reply.code(204).send()
    })
    app.get('/admin/calls', async () => ({ calls: calls.list() }))
  }
}
