import { listen, serviceTokens } from '@hybrid-store/http'
import { type Clock, systemClock } from '@hybrid-store/kernel'
import { pino } from 'pino'
import { createAdapterClient } from '../src/client/index.ts'
import { adapterConfigSchema, createMahakAdapter } from '../src/index.ts'

export const SECRET = 'a-secret-shared-by-the-services-of-the-store'
export const tokens = serviceTokens({ secret: SECRET, issuer: 'sync-worker' })

/** An adapter on a free port with a client for it, and everything it logs. */
export async function startAdapter(
  mahakUrl: string,
  options: { clock?: Clock; password?: string; environment?: Record<string, string> } = {},
) {
  const logged: string[] = []
  const logger = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) })
  const config = adapterConfigSchema.parse({
    SERVICE_TOKEN_SECRET: SECRET,
    MAHAK_BASE_URL: mahakUrl,
    MAHAK_USERNAME: 'shop1',
    MAHAK_PASSWORD: options.password ?? 'shop1',
    ...options.environment,
  })
  const adapter = createMahakAdapter({ config, logger, clock: options.clock ?? systemClock })
  const url = await listen(adapter.app, { port: 0 })
  const client = createAdapterClient({ url, serviceToken: () => tokens.issue('mahak-adapter') })
  return {
    url,
    client,
    log: () => logged.join(''),
    close: async () => {
      await client.close()
      await adapter.close()
    },
  }
}

export type RunningAdapter = Awaited<ReturnType<typeof startAdapter>>
