import type { FastifyInstance } from 'fastify'
import type { SwitchBoard } from './switch-board.ts'
import { switchesSchema } from './switches.ts'

/** `GET` shows all switches, `PUT` sets those that are given. */
export function switchesRoutes(board: SwitchBoard): (app: FastifyInstance) => Promise<void> {
  return async (app) => {
    app.get('/switches', async () => board.current())
    app.put('/switches', async (request) => board.change(switchesSchema.partial().parse(request.body)))
  }
}
