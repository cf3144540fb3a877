import { sendProblem } from '@hybrid-store/http'
import type { FastifyInstance } from 'fastify'
import { acceptsGzip } from '../http/compress.ts'
import type { Assets } from './load-assets.ts'

/**
 * Serves the assets from memory: together they are some 90 kB. What is none of them gets no page, for the gateway lets
 * anybody ask for files as often as they like.
 */
export function addAssetRoutes(app: FastifyInstance, assets: Assets): void {
  app.get('/assets/*', (_request, reply) => sendProblem(reply, { code: 'not_found' }))
  for (const asset of assets.all) {
    app.get(asset.url, async (request, reply) => {
      reply.type(asset.type).header('cache-control', 'public, max-age=31536000, immutable')
      if (!asset.gzipped) return asset.bytes
      reply.header('vary', 'accept-encoding')
      if (!acceptsGzip(request.headers['accept-encoding'])) return asset.bytes
      reply.header('content-encoding', 'gzip')
      return asset.gzipped
    })
  }
}
