import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import { createHttpServer, type HttpServer, type Logger } from '@hybrid-store/http'

export interface AdminOptions {
  /** The pages are of use only while the core answers, so readiness asks it. */
  coreUrl: string
  logger: Logger
  /** Where the built pages lie; `dist` of this app unless told. */
  distDir?: string
}

export interface Admin {
  app: HttpServer
  close(): Promise<void>
}

/** Serves the built back office below /admin/. Throws if it has not been built. */
export function createAdmin(options: AdminOptions): Admin {
  const distDir = options.distDir ?? fileURLToPath(new URL('../dist', import.meta.url))
  const page = join(distDir, 'index.html')
  if (!existsSync(page)) throw new Error('the back office is not built: run node apps/admin/build.mjs')
  const app = createHttpServer({
    name: 'admin',
    logger: options.logger,
    ready: { core: () => expectAlive(options.coreUrl) },
  })
  app.register(fastifyStatic, {
    root: join(distDir, 'assets'),
    prefix: '/admin/assets/',
    index: false,
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
  })
  app.get('/admin', (_request, reply) => reply.redirect('/admin/', 308))
  // Every other address is one of the pages' own: the browser's router reads it. The file is read each time, so that a new
  // build under a running server does not leave a page that names files which are gone.
  app.get('/admin/*', async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(await readFile(page, 'utf8')),
  )
  return { app, close: () => app.close() }
}

async function expectAlive(coreUrl: string): Promise<void> {
  const answer = await fetch(new URL('/livez', coreUrl), { signal: AbortSignal.timeout(2_000) })
  if (!answer.ok) throw new Error(`/livez answered ${answer.status}`)
}
