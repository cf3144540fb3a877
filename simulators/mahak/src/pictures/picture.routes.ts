import type { Database } from '@hybrid-store/database'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { readPicture } from './read-picture.ts'

const paramsSchema = z.object({ file: z.string() })

/** Picture files are open to everyone (§7). The number in the file name is the picture's id. */
export function pictureRoutes(app: FastifyInstance, { db }: { db: Database }): void {
  app.get('/Content/Images/all/:file', async (request, reply) => {
    const picture = await readPicture(db, paramsSchema.parse(request.params).file)
    if (!picture) return reply.code(404).type('text/plain').send('')
    return reply.header('cache-control', 'public, max-age=31536000').type(picture.mediaType).send(picture.content)
  })
}
