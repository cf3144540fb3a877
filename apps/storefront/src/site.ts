import type { FastifyReply, FastifyRequest } from 'fastify'
import { renderToString } from 'preact-render-to-string'
import type { Assets } from './assets/load-assets.ts'
import type { CoreClient } from './core/core-client.ts'
import { type Visit, visitOf } from './http/visit.ts'
import { Layout, type Page } from './views/layout.tsx'

/** What every page needs: the visitor's request understood, and a way to show an answer. */
export interface Site {
  shopName: string
  publicUrl: string
  visit(request: FastifyRequest, reply: FastifyReply): Visit
  show(visit: Visit, reply: FastifyReply, page: Page): Promise<FastifyReply>
}

export function createSite(options: { core: CoreClient; assets: Assets; publicUrl: string; shopName: string }): Site {
  const { core, assets, shopName } = options
  const publicUrl = new URL(options.publicUrl).origin
  return {
    shopName,
    publicUrl,
    visit: (request, reply) => visitOf(core, request, reply),
    async show(visit, reply, page) {
      const cartCount = await countCart(visit)
      const html = renderToString(
        Layout({ page, frame: { assets, publicUrl, shopName, cartCount, loggedIn: visit.loggedIn } }),
      )
      return reply
        .code(page.status ?? 200)
        .type('text/html; charset=utf-8')
        .header('cache-control', page.canonical ? 'private, no-cache' : 'private, no-store')
        .send(`<!doctype html>${html}`)
    },
  }
}

/** The figure beside the cart in the header; a page is never lost because it cannot be told. */
async function countCart(visit: Visit): Promise<number> {
  const cart = await visit.cart().catch(() => null)
  return cart?.ok ? cart.value.itemCount : 0
}
