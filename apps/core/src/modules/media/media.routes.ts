import type { HttpServer } from '@hybrid-store/http'
import { sendProblem } from '@hybrid-store/http'
import type { ObjectStore } from '@hybrid-store/object-store'
import { z } from 'zod'
import { isRenditionName, renditionKey } from './rendition.ts'

/** A rendition's name follows from its content, so caches may keep it for ever. */
const IMMUTABLE = 'public, max-age=31536000, immutable'

export function registerMediaRoutes(app: HttpServer, deps: { objects: ObjectStore }): void {
  app.get(
    '/media/:file',
    { schema: { hide: true, params: z.object({ file: z.string() }) } },
    async (request, reply) => {
      const { file } = request.params
      if (!isRenditionName(file)) return sendProblem(reply, { code: 'not_found' })
      const etag = `"${file}"`
      if (request.headers['if-none-match'] === etag)
        return reply.code(304).header('etag', etag).header('cache-control', IMMUTABLE).send()

      const picture = await deps.objects.get(renditionKey(file))
      if (!picture) return sendProblem(reply, { code: 'not_found' })
      return reply
        .header('etag', etag)
        .header('cache-control', IMMUTABLE)
        .header('x-content-type-options', 'nosniff')
        .header('content-length', picture.size)
        .type('image/webp')
        .send(picture.stream)
    },
  )
}
