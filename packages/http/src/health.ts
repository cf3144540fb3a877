import { sendProblem } from './problem.ts'
import type { HttpServer } from './server.ts'

export type ReadinessChecks = Record<string, () => Promise<void>>

/** /livez says that the process runs; /readyz that it can serve: every named dependency answers and it is not closing. */
export function addHealthRoutes(app: HttpServer, checks: ReadinessChecks): void {
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  app.get('/livez', async () => ({ status: 'ok' }))
  app.get('/readyz', async (request, reply) => {
    const failed: string[] = closing ? ['closing'] : []
    await Promise.all(
      Object.entries(checks).map(([name, check]) =>
        check().catch((error: unknown) => {
          request.log.warn({ err: error, check: name }, 'not ready')
          failed.push(name)
        }),
      ),
    )
    return failed.length === 0 ? { status: 'ok' } : sendProblem(reply, { code: 'not_ready', failed })
  })
}
