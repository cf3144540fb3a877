import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import { createHttpServer, type HttpServer, type Logger } from '@hybrid-store/http'
import type { FastifyInstance } from 'fastify'
import { addAssetRoutes } from './assets/assets.routes.ts'
import { loadAssets } from './assets/load-assets.ts'
import { createCoreClient } from './core/core-client.ts'
import { compressPages } from './http/compress.ts'
import { addCartRoutes } from './pages/cart/cart.routes.ts'
import { addCatalogRoutes } from './pages/catalog/catalog.routes.ts'
import { addCheckoutRoutes } from './pages/checkout/checkout.routes.ts'
import { addErrorPages } from './pages/errors/errors.routes.ts'
import { addHomeRoutes } from './pages/home/home.routes.ts'
import { addLoginRoutes } from './pages/login/login.routes.ts'
import { addOrderRoutes } from './pages/orders/orders.routes.ts'
import { addPaymentRoutes } from './pages/payments/payments.routes.ts'
import { addProductRoutes } from './pages/product/product.routes.ts'
import { createSite } from './site.ts'

export interface StorefrontOptions {
  coreUrl: string
  /** The store's own address as customers know it. */
  publicUrl: string
  logger: Logger
  shopName?: string
}

export interface Storefront {
  app: HttpServer
  close(): Promise<void>
}

const PAGES = [
  addErrorPages,
  addHomeRoutes,
  addCatalogRoutes,
  addProductRoutes,
  addCartRoutes,
  addLoginRoutes,
  addCheckoutRoutes,
  addPaymentRoutes,
  addOrderRoutes,
]

/** The customers' pages, rendered here and usable without scripts. All data comes from the core over HTTP. */
export function createStorefront(options: StorefrontOptions): Storefront {
  const { publicUrl, logger, shopName = 'فروشگاه هیبرید' } = options
  const app = createHttpServer({ name: 'storefront', logger })
  const core = createCoreClient(options.coreUrl)
  const assets = loadAssets()
  const site = createSite({ core, assets, publicUrl, shopName })

  app.register(async (files: FastifyInstance) => addAssetRoutes(files, assets))
  app.register(async (pages: FastifyInstance) => {
    await pages.register(cookie)
    await pages.register(formbody)
    compressPages(pages)
    for (const addRoutes of PAGES) addRoutes(pages, site)
  })
  app.addHook('onClose', () => core.close())
  return { app, close: () => app.close() }
}
