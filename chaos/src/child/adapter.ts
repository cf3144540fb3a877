import { subscribe } from 'node:diagnostics_channel'
import { adapterConfigSchema, createMahakAdapter } from '@hybrid-store/mahak-adapter'
import { pino } from 'pino'
import { MAHAK_LOGIN, SERVICE_TOKEN_SECRET } from '../settings.ts'
import type { AdapterStart } from './messages.ts'
import { reach } from './stages.ts'

/** The adapter, with stages at what comes in and at what goes out to Mahak. */
export async function startAdapter({ port, mahakUrl }: AdapterStart): Promise<number> {
  subscribe('undici:request:bodySent', () => reach('before', 'mahak'))
  subscribe('undici:request:headers', () => reach('after', 'mahak'))
  const { app } = createMahakAdapter({
    config: adapterConfigSchema.parse({
      SERVICE_TOKEN_SECRET,
      MAHAK_BASE_URL: `${mahakUrl}/API/v3`,
      MAHAK_USERNAME: MAHAK_LOGIN,
      MAHAK_PASSWORD: MAHAK_LOGIN,
    }),
    logger: pino({ level: process.env.CHAOS_LOG ?? 'silent', name: `adapter ${process.pid}` }, pino.destination(2)),
  })
  app.addHook('onRequest', async (request) => reach('before', request.url))
  app.addHook('onSend', async (request) => reach('after', request.url))
  await app.listen({ port, host: '127.0.0.1' })
  const address = app.server.address()
  return typeof address === 'object' && address ? address.port : 0
}
