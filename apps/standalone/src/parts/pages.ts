import { createAdmin } from '@hybrid-store/admin'
import { createGateway, gatewayConfigSchema } from '@hybrid-store/gateway'
import { listen, readConfig } from '@hybrid-store/http'
import { createStorefront } from '@hybrid-store/storefront'
import type { Start } from '../start.ts'

/** The storefront, the back office and, when both answer, the gateway that opens the doors. */
export async function startPages({ config, life, logger, publicUrl, metrics }: Start, coreUrl: string): Promise<void> {
  const storefront = createStorefront({ coreUrl, publicUrl, logger })
  life.add('storefront', storefront, () => storefront.close())
  const admin = createAdmin({ coreUrl, logger })
  life.add('admin', admin, () => admin.close())
  const settings = readConfig(gatewayConfigSchema, {
    ...process.env,
    PUBLIC_URL: publicUrl,
    CORE_URL: coreUrl,
    STOREFRONT_URL: await listen(storefront.app, { port: 0 }),
    ADMIN_URL: await listen(admin.app, { port: 0 }),
  })
  const gateway = createGateway({ config: settings, logger, metrics })
  life.add('gateway', gateway, () => gateway.close())
  await listen(gateway.app, { port: config.PORT, host: config.HOST, portVariable: 'PORT' })
}
