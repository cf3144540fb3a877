import { type Dispatcher, request } from 'undici'
import type { GatewayConfig } from './config.ts'

/** One readiness check per upstream: it answers on /livez. */
export function upstreamChecks(
  config: Pick<GatewayConfig, 'CORE_URL' | 'STOREFRONT_URL' | 'ADMIN_URL'>,
  dispatcher: Dispatcher,
): Record<string, () => Promise<void>> {
  return {
    core: () => expectAlive(config.CORE_URL, dispatcher),
    storefront: () => expectAlive(config.STOREFRONT_URL, dispatcher),
    admin: () => expectAlive(config.ADMIN_URL, dispatcher),
  }
}

async function expectAlive(baseUrl: string, dispatcher: Dispatcher): Promise<void> {
  const { statusCode, body } = await request(new URL('/livez', baseUrl), { dispatcher, headersTimeout: 2_000 })
  await body.dump()
  if (statusCode !== 200) throw new Error(`/livez answered ${statusCode}`)
}
